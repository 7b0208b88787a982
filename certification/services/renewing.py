"""The next cycle: a renewal from half a year before the end, the longer way after a long gap."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification.enums import CandidacyKind, EventKind
from certification.grading.dates import RENEWED_WITHIN, months_later
from certification.models import Candidacy, Certificate
from certification.permissions import can_train
from certification.services.governing import last_event
from certification.services.locking import locked_certificate
from certification.services.opening import note_own_trainer, record
from certification.services.refusals import require
from institutions.enums import CohortKind
from institutions.models import Cohort


@transaction.atomic
def open_renewal(*, certificate: Certificate, cohort: Cohort, actor: User) -> Candidacy:
    """Open the dossier of the next cycle in a group where the holder has a place; by the holder or a trainer of it.

    Opening it again returns it; the certificate and its dossier stay as they are. Audited.
    """
    certificate = locked_certificate(certificate)
    holder = certificate.person
    require(holder is not None and (actor.pk == holder.pk or can_train(actor, cohort)), "not_own")
    assert holder is not None  # noqa: S101  required above
    require(cohort.kind == CohortKind.TRAINING_GROUP, "not_a_training_group")
    require(cohort.enrolments.active().filter(learner=holder).exists(), "not_enrolled")
    last = last_event(certificate)
    require(last.kind != EventKind.REVOKED, "already_revoked")
    require(last.kind != EventKind.SUSPENDED, "suspended")
    require(timezone.localdate() >= certificate.valid_until - RENEWED_WITHIN, "too_early")
    newer = Certificate.objects.filter(person=holder, programme=certificate.programme_id, cycle__gt=certificate.cycle)
    require(not newer.exists(), "renewal_open")
    lapses_on = months_later(certificate.valid_until, certificate.programme.lapsed_months)
    is_lapsed = timezone.localdate() > lapses_on
    candidacy, is_new = Candidacy.objects.get_or_create(
        person=holder,
        programme=certificate.programme,
        cycle=certificate.cycle + 1,
        defaults={
            "cohort": cohort,
            "kind": CandidacyKind.LAPSED if is_lapsed else CandidacyKind.RENEWAL,
            "framework_version": certificate.programme.framework.version,
        },
    )
    if is_new:
        note_own_trainer(candidacy)
        record("certification.open_renewal", actor, candidacy, kind=candidacy.kind)
    return candidacy
