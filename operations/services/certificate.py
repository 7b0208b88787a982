"""Looking at the certificate of this site from outside, as a browser would; done by a job, never by a page."""

import socket
import ssl
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings

from jobs import services as jobs

TIMEOUT_SECONDS, HTTPS_PORT = 5.0, 443


@dataclass(frozen=True, slots=True)
class Certificate:
    """When it ends, and whether browsers that know only the public authorities trust it."""

    ends_at: datetime
    is_trusted: bool


def look_at_certificate(*, host: str, port: int = HTTPS_PORT) -> Certificate:
    """Fetch the certificate that a host shows. Raises ``OSError`` when nobody answers.

    A certificate of a school's own authority is read all the same: whether it ends matters there too.
    """
    try:
        return Certificate(_fetch(host, port, ssl.create_default_context()), is_trusted=True)
    except ssl.SSLCertVerificationError:
        # Nothing is sent over this connection: it is opened to read a date.
        trusting = ssl.create_default_context()
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE
        return Certificate(_fetch(host, port, trusting), is_trusted=False)


def handle_certificate_job(_run: jobs.Run) -> dict[str, object]:
    """Look as the daily job, and keep what was found as its result; a host that does not answer is a finding too."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if address.scheme != "https" or not address.hostname:
        return {"state": "plain"}
    try:
        found = look_at_certificate(host=address.hostname, port=address.port or HTTPS_PORT)
    except (OSError, ValueError) as error:
        return {"state": "unreachable", "error": type(error).__name__}
    return {"state": "found", "ends_at": found.ends_at.isoformat(), "is_trusted": found.is_trusted}


def _fetch(host: str, port: int, context: ssl.SSLContext) -> datetime:
    with (
        socket.create_connection((host, port), timeout=TIMEOUT_SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=host) as secure,
    ):
        shown = secure.getpeercert(binary_form=True)
    if shown is None:
        raise ValueError("no certificate was shown")
    return x509.load_der_x509_certificate(shown).not_valid_after_utc
