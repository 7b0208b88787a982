"""What the worker makes of an awarded certificate: the signed credential and a page in each language."""

import secrets
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from certification.enums import DOCUMENT_JOB
from certification.exchange.credential import Award, credential_of
from certification.exchange.document import certificate_pdf
from certification.exchange.keys import method_of
from certification.exchange.proofs import signed
from certification.models import Certificate
from certification.queries.keys import issuer
from certification.queries.paper import page_of
from certification.queries.wording import hours_of, languages, wording_of
from certification.services.files import delete_stored
from certification.services.keys import NoIssuerKey, signing_key
from certification.services.statuses import publish_status_list
from jobs import services as jobs

DOCUMENT_FOLDER = "certificates"
UNFINISHED_JOB = "certification.unfinished"


def handle_document_job(run: jobs.Run) -> dict[str, object]:
    """Make everything of the certificate that the job names; pages first, because they need no key."""
    certificate = _found(run.payload["certificate"])
    if certificate is None:
        return {"made": 0}
    made = make_documents(certificate=certificate)
    try:
        now = timezone.now()
        is_signed = sign_certificate(certificate=certificate, now=now)
        publish_status_list(now=now)
    except NoIssuerKey as error:
        raise jobs.JobError("no_issuer_key", str(error), retry=True) from error
    return {"made": made, "signed": is_signed}


def handle_unfinished_job(_run: jobs.Run) -> dict[str, object]:
    """Ask again for what is missing, such as credentials of a time when there was no key."""
    missing = Certificate.objects.filter(Q(credential__isnull=True) | Q(documents={})).exclude(candidacy=None)
    numbers = list(missing.values_list("pk", flat=True)[:500])
    for number in numbers:
        ask_for_documents(certificate_id=number)
    return {"asked": len(numbers)}


def ask_for_documents(*, certificate_id: int) -> None:
    """Have the worker make what the holder receives; asking twice is asking once."""
    jobs.enqueue(
        kind=DOCUMENT_JOB,
        payload={"certificate": certificate_id},
        owner_id=None,
        unique_key=f"{DOCUMENT_JOB}:{certificate_id}",
    )


def sign_certificate(*, certificate: Certificate, now: datetime) -> bool:
    """Sign the credential once; False when it is signed already. Raises ``NoIssuerKey``."""
    if certificate.credential is not None:
        return False
    key, row = signing_key(now)
    us = issuer()
    unsigned = credential_of(award_of(certificate), us, ZoneInfo(settings.TIME_ZONE))
    credential = signed(unsigned, key, method_of(us.id, row.public_multibase), now)
    rows = Certificate.objects.filter(pk=certificate.pk, credential__isnull=True)
    return rows.update(credential=credential, key_id=row.key_id) > 0


def award_of(certificate: Certificate) -> Award:
    """Return what the credential says, in the holder's language."""
    person = certificate.person
    language = person.language if person and person.language in languages() else settings.LANGUAGE_CODE
    with override(language):
        wording = wording_of(certificate, language)
        return Award(
            number=certificate.number,
            title=wording.award,
            summary=wording.summary or wording.award,
            criteria=_("All courses, the knowledge test, every sign-off and every level; two certifiers decided."),
            language=language,
            framework=wording.framework,
            framework_version=certificate.framework_version,
            programme_code=certificate.programme.code,
            holder_name=person.get_full_name() if person else "",
            salt=secrets.token_urlsafe(18),
            hours=hours_of(certificate),
            issued_on=certificate.issued_on,
            valid_until=certificate.valid_until,
            status_index=certificate.status_index,
            levels=wording.levels,
        )


def make_documents(*, certificate: Certificate) -> int:
    """Make the pages that are still missing and return how many; a file without its row is deleted again."""
    missing = [language for language in languages() if language not in certificate.documents]
    stored = {
        language: default_storage.save(
            f"{DOCUMENT_FOLDER}/{uuid4().hex}.pdf", ContentFile(certificate_pdf(page_of(certificate, language)))
        )
        for language in missing
    }
    with transaction.atomic():
        row = Certificate.objects.select_for_update().filter(pk=certificate.pk).first()
        kept = {} if row is None else {**stored, **row.documents}
        if row is not None and kept != row.documents:
            Certificate.objects.filter(pk=row.pk).update(documents=kept)
    lost = set(stored.values()) - set(kept.values())
    delete_stored(lost)
    return len(stored) - len(lost)


def _found(certificate_id: int) -> Certificate | None:
    rows = Certificate.objects.select_related("programme__framework", "person", "candidacy")
    return rows.filter(pk=certificate_id).first()
