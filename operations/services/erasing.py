"""Removing everything that is held about one person, because they ask."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Field, ForeignKey, Model, Q

from accounts.models import User
from accounts.services.erasure import erase_learners
from assessments.services.retention import erase_learner_answers
from audit import services as audit
from common.privacy import DataClass, Erase
from institutions.enums import Role
from institutions.models import Enrolment, Membership
from institutions.permissions import can_answer_for_learner
from institutions.services.erasure import erase_learner_places
from jobs.services import forget_person
from lessons.services.retention import erase_learner_progress
from operations.queries import registry, row_registry
from operations.queries.sessions import sessions_of
from operations.services.old_pages import let_go_of_old_pages
from operations.services.reasons import ErasureRefused, checked_reason


@dataclass(frozen=True, slots=True)
class Erased:
    """What one erasure removed."""

    attempts: int = 0
    progress: int = 0
    places: int = 0
    jobs: int = 0
    sessions: int = 0


def look_before_erasing(*, learner: User, actor: User, reason: str) -> None:
    """Allow to see whose data would go, and write that down: reading a name is an event of its own."""
    reason = checked_reason(reason, learner)
    if not can_answer_for_learner(actor, learner):
        raise ErasureRefused("elsewhere")
    audit.record(action="person.look", actor=actor, scope_type="user", scope_id=learner.public_id, reason=reason)


def erase_learner(*, learner: User, actor: User | None, reason: str) -> Erased:
    """Remove a student with everything held about them, in one transaction; first answers stay as counts.

    Audited with the random identifier. ``actor`` None is the command line of the server; anybody else must answer for
    every institution in which the student has a place. Afterwards the database is asked to let go of its old pages.
    """
    if not learner.is_learner:
        raise ErasureRefused("not_a_student")
    reason = checked_reason(reason, learner)
    if actor is not None and not can_answer_for_learner(actor, learner):
        raise ErasureRefused("elsewhere")
    identifiers = [learner.public_id, *Enrolment.objects.filter(learner=learner).values_list("public_id", flat=True)]
    with transaction.atomic():
        if not User.objects.learners().select_for_update().filter(pk=learner.pk).exists():
            raise ErasureRefused("gone")
        erased = Erased(
            attempts=erase_learner_answers(learner_id=learner.pk),
            progress=erase_learner_progress(learner_id=learner.pk),
            places=erase_learner_places(learner=learner),
            jobs=forget_person(person_id=learner.pk, identifiers=identifiers),
            sessions=end_sessions(learner.pk),
        )
        erase_learners(learner_ids=[learner.pk])
        _log(learner, actor, reason, erased)
    let_go_of_old_pages()
    return erased


def erase_staff(*, user: User, actor: User | None, reason: str) -> Erased:
    """Remove a member of staff: their roles end, what they wrote stays without their name. One transaction, audited.

    As a candidate of a training group they lose answers and places like a student. The last site admin stays, or nobody
    could look after the installation.
    """
    if user.is_learner:
        raise ErasureRefused("not_staff")
    reason = checked_reason(reason, user)
    with transaction.atomic():
        if not User.objects.staff().select_for_update().filter(pk=user.pk).exists():
            raise ErasureRefused("gone")
        admins = Membership.objects.current().filter(role=Role.SITE_ADMIN, is_installation_wide=True)
        if admins.filter(user=user).exists() and not admins.exclude(user=user).exists():
            raise ErasureRefused("last_admin")
        erased = Erased(
            attempts=erase_learner_answers(learner_id=user.pk),
            progress=erase_learner_progress(learner_id=user.pk),
            places=erase_learner_places(learner=user),
            jobs=forget_person(person_id=user.pk, identifiers=[user.public_id]),
            sessions=end_sessions(user.pk),
        )
        blank_authorship(user.pk)
        user.delete()
        _log(user, actor, reason, erased)
    let_go_of_old_pages()
    return erased


def end_sessions(person_id: int) -> int:
    """Delete a person's sign-ins and return how many."""
    theirs = [session.session_key for session in sessions_of(person_id)]
    return Session.objects.filter(session_key__in=theirs).delete()[0]


def blank_authorship(person_id: int) -> int:
    """Empty what the registry says to blank where the person acted: plain numbers, and words beside them."""
    declared = registry()
    blanked = 0
    for label, rows in row_registry().items():
        fields = declared.get(label, {})
        model = apps.get_model(label)
        for name in rows.by:
            if fields[name].erase is Erase.BLANK:
                empty = {
                    other: _empty(model._meta.get_field(other))
                    for other, said in fields.items()
                    if said.erase is Erase.BLANK and said.kind is DataClass.STAFF and _goes_with(model, name, other)
                }
                blanked += model._default_manager.filter(Q(**{name: person_id})).update(**empty)
    return blanked


def _goes_with(model: type[Model], name: str, other: str) -> bool:
    """Whether ``other`` is the key itself or words that stand beside it, and not another person's key."""
    return other == name or not (isinstance(model._meta.get_field(other), ForeignKey) or other.endswith("_id"))


def _empty(field: "Field[object, object]") -> object:
    return None if field.null else ""


def _log(person: User, actor: User | None, reason: str, erased: Erased) -> None:
    details = {name: getattr(erased, name) for name in ("attempts", "progress", "places")}
    audit.record(
        action="person.erase",
        actor=actor,
        scope_type="user",
        scope_id=person.public_id,
        reason=reason,
        details=details,
    )
