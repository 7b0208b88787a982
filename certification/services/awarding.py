"""The certificate itself: its number, its dates, its place in the list of states, and the work that follows."""

import secrets

from django.utils import timezone

from certification.enums import DOCUMENT_JOB, STATUS_PLACES, EventKind
from certification.grading import months_later
from certification.models import Candidacy, Certificate, CertificateEvent
from certification.services.refusals import RuleRefused
from common.ids import random_digits
from jobs import services as jobs

DRAWN = 64


def write_certificate(candidacy: Candidacy, decided_by: int, confirmed_by: int) -> Certificate:
    """Write the certificate of a dossier that was just awarded, inside the caller's transaction and lock."""
    today = timezone.localdate()
    certificate = Certificate.objects.create(
        number=f"{today.year}-{random_digits(5)}-{random_digits(5)}",
        person=candidacy.person,
        programme=candidacy.programme,
        candidacy=candidacy,
        cycle=candidacy.cycle,
        framework_version=candidacy.framework_version,
        programme_title=candidacy.programme.award,
        issued_on=today,
        valid_until=months_later(today, candidacy.programme.validity_months),
        decided_by_id=decided_by,
        confirmed_by_id=confirmed_by,
        status_index=free_place(),
    )
    CertificateEvent.objects.create(certificate=certificate, kind=EventKind.AWARDED, actor_id=confirmed_by)
    jobs.enqueue(
        kind=DOCUMENT_JOB,
        payload={"certificate": certificate.pk},
        owner_id=None,
        unique_key=f"{DOCUMENT_JOB}:{certificate.pk}",
    )
    return certificate


def free_place() -> int:
    """Return a place in the list of states that nobody has, at random: its number must tell nothing. Two queries."""
    drawn = {secrets.randbelow(STATUS_PLACES) for _ in range(DRAWN)}
    taken = set(Certificate.objects.filter(status_index__in=drawn).values_list("status_index", flat=True))
    left = sorted(drawn - taken)
    if not left:
        left = sorted(set(range(STATUS_PLACES)) - set(Certificate.objects.values_list("status_index", flat=True)))
    if not left:
        raise RuleRefused("no_places")
    return secrets.choice(left)
