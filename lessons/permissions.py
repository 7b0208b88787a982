"""Who may read or run which lesson; the only way a view fetches one."""

from typing import TYPE_CHECKING

from django.http import Http404

from institutions.models import Cohort, is_learning
from lessons.models import DeliveredLesson, LessonAssignment, LessonPage, LessonRun

if TYPE_CHECKING:
    from accounts.models import User


def access_own_lesson(user: "User", public_id: str) -> LessonAssignment:
    """Return an open lesson of a running class the learner belongs to; 404 for everybody else. One query.

    Its page comes without text: that is read in the learner's language, and mostly from the cache.
    """
    found = (
        LessonAssignment.objects.opened()
        .filter(is_learning(user.pk), public_id=public_id)
        .select_related("lesson", "quiz_assignment", "cohort")
        .only(
            "public_id",
            "cohort__kind",
            "lesson__translation_key",
            "quiz_assignment__public_id",
            "quiz_assignment__withdrawn_at",
        )
        .first()
    )
    if found is None or not user.is_learner:
        raise Http404
    return found


def access_taught_lesson(user: "User", public_id: str) -> LessonAssignment:
    """Return a lesson given to a class that this teacher teaches now; 404 for everybody else."""
    found = (
        LessonAssignment.objects.standing()
        .filter(public_id=public_id, cohort__in=Cohort.objects.taught_by(user))
        .with_lesson()
        .select_related("cohort__institution")
        .first()
    )
    if found is None:
        raise Http404
    return found


def access_taught_run(user: "User", public_id: str) -> LessonRun:
    """Return a run, over or not, of a class that this teacher teaches now; 404 for everybody else. One query."""
    found = (
        LessonRun.objects.filter(public_id=public_id, cohort__in=Cohort.objects.taught_by(user))
        .select_related("lesson_assignment__lesson", "lesson_assignment__quiz_assignment", "cohort")
        .defer(*(f"lesson_assignment__lesson__{name}" for name in LessonPage.TEXTS))
        .first()
    )
    if found is None:
        raise Http404
    return found


def access_taught_delivery(user: "User", public_id: str) -> DeliveredLesson:
    """Return a lesson held with a class that this teacher teaches now; 404 for everybody else. One query."""
    found = (
        DeliveredLesson.objects.filter(public_id=public_id, cohort__in=Cohort.objects.taught_by(user))
        .select_related("lesson", "cohort__institution")
        .defer(*(f"lesson__{name}" for name in LessonPage.TEXTS))
        .first()
    )
    if found is None:
        raise Http404
    return found
