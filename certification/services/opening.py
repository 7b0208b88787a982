"""Opening dossiers, and what is noted about the candidate: relations, the code of conduct, the background check."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from certification.enums import CandidacyState, RelationKind
from certification.models import Candidacy, Programme, Relation
from certification.permissions import can_assess, can_train
from certification.services.locking import locked, require_draft
from certification.services.refusals import require
from institutions.enums import CohortKind
from institutions.models import Cohort, CohortStaff


@transaction.atomic
def open_candidacy(*, programme: Programme, person: User, cohort: Cohort, actor: User) -> Candidacy:
    """Open the first dossier of somebody who has a place in a training group; by a trainer of it or by themselves.

    Whoever trains the group first is noted as their own trainer. Opening it again returns the dossier. Audited.
    """
    require(not person.is_learner, "not_staff")
    require(cohort.kind == CohortKind.TRAINING_GROUP, "not_a_training_group")
    require(cohort.enrolments.active().filter(learner=person).exists(), "not_enrolled")
    require(actor.pk == person.pk or can_train(actor, cohort), "not_trainer")
    source = source_of(programme)
    require(source.is_active, "not_active")
    candidacy, is_new = Candidacy.objects.get_or_create(
        person=person,
        programme=source,
        cycle=1,
        defaults={"cohort": cohort, "framework_version": source.framework.version},
    )
    if is_new:
        note_own_trainer(candidacy)
        record("certification.open", actor, candidacy)
    return candidacy


def note_own_trainer(candidacy: Candidacy) -> None:
    """Note whoever trains the group first as the candidate's own trainer."""
    first = (
        CohortStaff.objects.current().filter(cohort=candidacy.cohort_id).select_related("member").order_by("pk").first()
    )
    if first is not None and first.member.user_id != candidacy.person_id:
        Relation.objects.get_or_create(
            candidacy=candidacy, member_id=first.member.user_id, kind=RelationKind.OWN_TRAINER
        )


def source_of(programme: Programme) -> Programme:
    """Return the row that says how a programme is built: the first one written."""
    rows = Programme.objects.filter(translation_key=programme.translation_key).select_related("framework")
    return rows.order_by("pk")[0]


@transaction.atomic
def sign_conduct(*, candidacy: Candidacy, actor: User) -> Candidacy:
    """Note that the candidate signed the code of conduct; a second time changes nothing. Audited."""
    candidacy = locked(candidacy)
    require(actor.pk == candidacy.person_id, "not_own")
    if candidacy.conduct_signed_at is None:
        require_draft(candidacy)
        candidacy.conduct_signed_at = timezone.now()
        candidacy.save(update_fields=["conduct_signed_at"])
        record("certification.sign_conduct", actor, candidacy)
    return candidacy


@transaction.atomic
def attest_background(*, candidacy: Candidacy, checked_on: date, actor: User) -> Candidacy:
    """Note the day of the background check, seen by a trainer; the paper itself is never kept. Audited."""
    candidacy = locked(candidacy)
    require(candidacy.is_open, "not_open")
    require(actor.pk != candidacy.person_id, "own_work")
    require(can_assess(actor, candidacy), "not_trainer")
    require(checked_on <= timezone.localdate(), "in_future")
    if (candidacy.background_checked_on, candidacy.background_attested_by_id) != (checked_on, actor.pk):
        candidacy.background_checked_on = checked_on
        candidacy.background_attested_by_id = actor.pk
        candidacy.save(update_fields=["background_checked_on", "background_attested_by_id"])
        record("certification.attest_background", actor, candidacy)
    return candidacy


@transaction.atomic
def declare_relation(*, candidacy: Candidacy, member: User, kind: str, actor: User) -> Relation:
    """Note that somebody is tied to the candidate: said by the candidate, by that person or by a trainer. Audited.

    It is never taken back; a second time changes nothing.
    """
    candidacy = locked(candidacy)
    require(candidacy.state in (CandidacyState.DRAFT, CandidacyState.SUBMITTED), "not_open")
    require(kind in RelationKind.values, "unknown_value")
    require(member.pk != candidacy.person_id and not member.is_learner, "unknown_value")
    require(actor.pk in (candidacy.person_id, member.pk) or can_assess(actor, candidacy), "not_trainer")
    relation, is_new = Relation.objects.get_or_create(
        candidacy=candidacy, member=member, kind=kind, defaults={"declared_by_id": actor.pk}
    )
    if is_new:
        record("certification.declare_relation", actor, candidacy, kind=kind)
    return relation


@transaction.atomic
def withdraw(*, candidacy: Candidacy, actor: User) -> Candidacy:
    """Take the dossier back, by the candidate; nothing is decided about it any more. Audited."""
    candidacy = locked(candidacy)
    require(actor.pk == candidacy.person_id, "not_own")
    if candidacy.state != CandidacyState.WITHDRAWN:
        require(candidacy.is_open, "not_open")
        candidacy.state = CandidacyState.WITHDRAWN
        candidacy.decided_at = timezone.now()
        candidacy.save(update_fields=["state", "decided_at"])
        candidacy.proposals.filter(confirmed_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
        record("certification.withdraw", actor, candidacy)
    return candidacy


def record(action: str, actor: User | None, candidacy: Candidacy, **details: str | int) -> None:
    """Write the line of the log that belongs to a dossier."""
    audit.record(action=action, actor=actor, scope_type="candidacy", scope_id=candidacy.public_id, details=details)
