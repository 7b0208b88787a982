"""What our own verifier relies on, and whether the installation knows the certificate that somebody shows."""

import json
from datetime import datetime

from certification.exchange.credential import status_list_url
from certification.exchange.refusals import Refusal
from certification.exchange.verifying import Trust, Verdict, verify
from certification.models import Certificate, StatusList
from certification.queries.keys import issuer, published_keys


def own_trust() -> Trust:
    """Return issuer, keys and lists of this installation. Two queries."""
    us = issuer()
    lists = StatusList.objects.values_list("number", "document")
    published = {status_list_url(us.url, number): json.dumps(document).encode() for number, document in lists}
    return Trust(us.id, published_keys(), published)


def verify_here(content: bytes, now: datetime) -> Verdict:
    """Return whether a file is a certificate of ours that is valid now.

    Whoever steals a key can date what they sign back to when it was good; only the row tells that nobody awarded it.
    """
    verdict = verify(content, own_trust(), now)
    if verdict.refusal:
        return verdict
    number = verdict.claims["credentialSubject"]["licenseNumber"]
    kept = Certificate.objects.filter(number=number).values_list("credential", flat=True).first()
    return verdict if kept == verdict.claims else Verdict(Refusal.NOT_OURS)
