"""Publishing the list of certificates that must not be believed, signed and soon after each change."""

from datetime import datetime, timedelta

from django.utils import timezone

from certification.exchange.credential import status_list_url
from certification.exchange.keys import method_of
from certification.exchange.proofs import signed
from certification.exchange.status_list import encode, list_credential
from certification.models import Certificate, StatusList
from certification.queries.keys import issuer
from certification.queries.standing import unbelieved_places
from certification.services.keys import NoIssuerKey, signing_key
from jobs import services as jobs

STATUS_JOB = "certification.status"
FIRST_LIST = 1
# A list speaks for this long; a new one is made every half of it, so that one night without a worker is no harm.
LASTS = timedelta(days=4)


def ask_for_status_list() -> None:
    """Have the worker publish the list anew, once the caller's transaction is committed."""
    jobs.enqueue(kind=STATUS_JOB, payload={}, owner_id=None)


def publish_status_list(*, now: datetime) -> bool:
    """Sign and publish the list when it changed or half its time is over; else False. Raises ``NoIssuerKey``."""
    places = unbelieved_places()
    row = StatusList.objects.filter(number=FIRST_LIST).first()
    us = issuer()
    url = status_list_url(us.url, FIRST_LIST)
    if row and row.published_at > now - LASTS / 2 and _says(row, url, encode(places)):
        return False
    key, key_row = signing_key(now)
    unsigned = list_credential(url, us.id, places, now, now + LASTS)
    document = signed(unsigned, key, method_of(us.id, key_row.public_multibase), now)
    StatusList.objects.update_or_create(number=FIRST_LIST, defaults={"document": document, "published_at": now})
    return True


def handle_status_job(_run: jobs.Run) -> dict[str, object]:
    """Publish as a job, after each change and every few minutes; nothing to do where nobody was ever certified."""
    if not Certificate.objects.exists():
        return {"published": False}
    try:
        return {"published": publish_status_list(now=timezone.now())}
    except NoIssuerKey as error:
        raise jobs.JobError("no_issuer_key", str(error)) from error


def _says(row: StatusList, url: str, encoded: str) -> bool:
    document = row.document
    return bool(document["id"] == url and document["credentialSubject"]["encodedList"] == encoded)
