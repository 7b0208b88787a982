"""The private half of the issuer's key: made by a command, read by the worker alone."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit import services as audit
from certification.exchange.keys import NotAKey, new_private_pem, public_multibase, read_private
from certification.models import IssuerKey
from certification.queries.keys import key_row


class NoIssuerKey(Exception):
    """There is no key that may sign now; the message says what is missing."""


def signing_key(now: datetime) -> tuple[Ed25519PrivateKey, IssuerKey]:
    """Return the key of this installation and its row. Called by the worker only. Raises ``NoIssuerKey``."""
    try:
        private = read_private(Path(settings.ISSUER_KEY_FILE).read_bytes())
    except OSError as error:
        raise NoIssuerKey(f"the file of the issuer's key cannot be read ({type(error).__name__})") from None
    except NotAKey:
        raise NoIssuerKey("the file of the issuer's key holds no Ed25519 key") from None
    row = key_row(public_multibase(private), now)
    if row is None:
        raise NoIssuerKey("the issuer's key is not published, has ended or was withdrawn")
    return private, row


@transaction.atomic
def make_issuer_key(*, file: Path, lasts: timedelta, now: datetime | None = None) -> IssuerKey:
    """Write a new private key into a file that does not exist yet, and publish its other half. Audited.

    Older keys go on being valid until their own end: what they signed stays good. Raises ``FileExistsError``.
    """
    now = _whole_second(now)
    pem = new_private_pem()
    row = _published(public_multibase(read_private(pem)), lasts, now)
    # Last: when the file cannot be made, nothing is published.
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:  # noqa: PTH123  for its mode
        opened.write(pem)
    return row


def ensure_issuer_key(*, file: Path, lasts: timedelta) -> IssuerKey:
    """Publish the key that a file holds, and make both where there is none; twice is once. Raises ``NotAKey``."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        return make_issuer_key(file=file, lasts=lasts)
    multibase = public_multibase(read_private(file.read_bytes()))
    known = IssuerKey.objects.filter(public_multibase=multibase).first()
    return known or _published(multibase, lasts, _whole_second(None))


@transaction.atomic
def withdraw_issuer_key(*, key: IssuerKey, now: datetime | None = None) -> bool:
    """Accept nothing that this key signs from now on; what it signed before stays good. Audited; twice is once."""
    now = _whole_second(now)
    is_done = IssuerKey.objects.filter(pk=key.pk, withdrawn_at=None).update(withdrawn_at=now) > 0
    if is_done:
        audit.record(action="issuer_key.withdraw", actor=None, scope_type="issuer_key", scope_id=key.key_id)
    return is_done


@transaction.atomic
def _published(multibase: str, lasts: timedelta, now: datetime) -> IssuerKey:
    row = IssuerKey.objects.create(
        key_id=f"{now:%Y-%m}-{multibase[-10:]}", public_multibase=multibase, valid_from=now, valid_until=now + lasts
    )
    audit.record(action="issuer_key.make", actor=None, scope_type="issuer_key", scope_id=row.key_id)
    return row


def _whole_second(now: datetime | None) -> datetime:
    """Proofs are dated in whole seconds: so are the days of keys, or the first proof would be older than its key."""
    return (now or timezone.now()).replace(microsecond=0)
