"""Who may see or answer what; the only way a view fetches somebody else's quiz, attempt or assignment."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from assessments.enums import IMPORT_JOB
from assessments.models import (
    AnswerFile,
    Attempt,
    BankUpload,
    FrozenMedia,
    Item,
    PracticeCard,
    Quiz,
    QuizAssignment,
    QuizVersion,
)
from cms.enums import ContentLevel
from institutions.enums import Role
from institutions.models import Cohort, CohortQuerySet, is_learning
from institutions.permissions import has_role
from jobs.models import Job

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def can_import(user: "User | AnonymousUser") -> bool:
    """Whether somebody may add questions to the bank."""
    return user.is_active and user.has_perm("assessments.add_item")


def can_export(user: "User | AnonymousUser") -> bool:
    """Whether somebody sees the question bank with its keys."""
    return user.is_active and user.has_perm("assessments.view_item")


def access_own_bank(user: "User", public_id: str) -> BankUpload:
    """Return the person's own upload while it may be imported; 404 for everybody else and everything else."""
    found = BankUpload.objects.fresh().filter(user_id=user.pk, public_id=public_id).first()
    if found is None or not can_import(user):
        raise Http404
    return found


def access_own_import(user: "User", public_id: str) -> Job:
    """Return the person's own import of questions; 404 for everybody else and for other work."""
    found = Job.objects.filter(kind=IMPORT_JOB, owner_id=user.pk, public_id=public_id).first()
    if found is None or not can_import(user):
        raise Http404
    return found


def can_see_attempt(user: "User", attempt: Attempt) -> bool:
    """Whether the learner owns it or the teacher teaches its class now; the pair of ``Attempt.visible_to``."""
    if user.is_learner:
        return attempt.learner_id == user.pk
    return Cohort.objects.taught_by(user).filter(pk=attempt.assignment.cohort_id).exists()


def access_own_attempt(user: "User", public_id: str) -> Attempt:
    """Return the learner's own attempt with assignment and version in one query; 404 for everybody else.

    The version comes without its structure, which the process has read already.
    """
    own = Attempt.objects.select_related("assignment__version").defer("assignment__version__structure")
    try:
        found = own.get(learner_id=user.pk, public_id=public_id)
    except Attempt.DoesNotExist:
        raise Http404 from None
    if not user.is_learner:
        raise Http404
    return found


def access_answer_file(user: "User", public_id: str) -> AnswerFile:
    """Return a file that the learner handed in, or a learner of a class the teacher teaches now; 404 for the rest."""
    found = AnswerFile.objects.filter(public_id=public_id, attempt__in=Attempt.objects.visible_to(user)).first()
    if found is None:
        raise Http404
    return found


def access_own_card(user: "User", item_id: str) -> PracticeCard:
    """Return the learner's own question to repeat, due or not, with its version; 404 for everybody else."""
    found = (
        PracticeCard.objects.filter(learner_id=user.pk, item_id=item_id)
        .select_related("attempt__assignment__version")
        .defer("attempt__layout", "attempt__assignment__version__structure")
        .first()
    )
    if found is None or not user.is_learner:
        raise Http404
    return found


def access_open_assignment(user: "User", public_id: str) -> QuizAssignment:
    """Return an assignment of a class the learner belongs to; 404 for everybody else."""
    found = (
        QuizAssignment.objects.standing()
        .filter(is_learning(user.pk), public_id=public_id)
        .select_related("version")
        .defer("version__structure")
        .first()
    )
    if found is None or not user.is_learner:
        raise Http404
    return found


def access_taught_assignment(user: "User", public_id: str) -> QuizAssignment:
    """Return an assignment of a class the teacher teaches now; 404 for everybody else."""
    return _assignment_of(Cohort.objects.taught_by(user), public_id)


def access_kept_assignment(user: "User", public_id: str) -> QuizAssignment:
    """Return the same, to read only, until the class's students are forgotten; 404 for everybody else."""
    return _assignment_of((Cohort.objects.running() | Cohort.objects.past()).staffed_by(user), public_id)


def _assignment_of(cohorts: CohortQuerySet, public_id: str) -> QuizAssignment:
    found = (
        QuizAssignment.objects.filter(public_id=public_id, cohort__in=cohorts)
        .select_related("version", "cohort__institution")
        .defer("version__structure")
        .first()
    )
    if found is None:
        raise Http404
    return found


# What the rooms above know of the place where a question stands: visitor and key in, open or not out.
type TryRule = Callable[["User | AnonymousUser", "UUID | str"], bool]
_try_rules: list[TryRule] = []


def register_try_rule(rule: TryRule) -> None:
    """Ask this before a question to try is opened by its address; called from ``ready``. Twice is once."""
    if rule not in _try_rules:
        _try_rules.append(rule)


def can_try_item(user: "User | AnonymousUser", item_key: "UUID | str", content_level: int) -> bool:
    """Whether somebody may open this practice question: its level allows it, and the place where it stands."""
    return can_try(user, content_level) and all(rule(user, item_key) for rule in _try_rules)


def can_try(user: "User | AnonymousUser", content_level: int) -> bool:
    """Whether somebody may open a practice question: level 0 and 1 are public like the lessons around them."""
    if content_level < ContentLevel.STORY:
        return True
    return user.is_authenticated and (content_level < ContentLevel.PROFESSIONAL or not user.is_learner)


def access_media(user: "User | AnonymousUser", address: str, file_type: str) -> FrozenMedia:
    """Return a question's picture or sound for whoever may try such a question; 404 for everybody else."""
    found = FrozenMedia.objects.filter(address=address, type=file_type).first()
    if found is None or not can_try(user, found.content_level):
        raise Http404
    return found


def access_quiz_to_publish(user: "User", quiz_id: int) -> Quiz:
    """Return a quiz of the question bank for whoever may change quizzes."""
    if not user.has_perm("assessments.change_quiz"):
        raise PermissionDenied
    quiz = Quiz.objects.filter(pk=quiz_id).first()
    if quiz is None:
        raise Http404
    return quiz


def access_item_to_change(user: "User", item_id: int) -> Item:
    """Return a question of the bank in one language for whoever may change questions; 404 for everybody else."""
    found = Item.objects.filter(pk=item_id).first() if user.has_perm("assessments.change_item") else None
    if found is None:
        raise Http404
    return found


def can_see_figures(user: "User") -> bool:
    """Whether somebody may read figures about questions: those who write them, and analysts. One query."""
    return not user.is_learner and (user.has_perm("assessments.add_item") or has_role(user, Role.ANALYST))


def access_quiz_figures(user: "User", quiz_id: int) -> Quiz:
    """Return a quiz of the source language for whoever may read its figures; 404 for everybody else."""
    found = Quiz.objects.filter(pk=quiz_id).first() if can_see_figures(user) else None
    if found is None:
        raise Http404
    return found


def access_item_figures(user: "User", item_key: "UUID") -> Item:
    """Return a question's first row (all languages share its key) for whoever may read its figures; else 404."""
    rows = Item.objects.filter(translation_key=item_key).order_by("pk")
    found = rows.first() if can_see_figures(user) else None
    if found is None:
        raise Http404
    return found


def access_version_to_regrade(user: "User", public_id: str) -> QuizVersion:
    """Return a published version, without its structure, for whoever may change quizzes."""
    if not user.has_perm("assessments.change_quiz"):
        raise PermissionDenied
    version = QuizVersion.objects.filter(public_id=public_id).select_related("quiz").defer("structure").first()
    if version is None:
        raise Http404
    return version
