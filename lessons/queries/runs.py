"""What runs in a class now, and what a teacher must have read before."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cms.enums import ContentLevel
from institutions.models import is_learning
from lessons.models import LessonAssignment, LessonPage, LessonRun, SafetyNoteRead

if TYPE_CHECKING:
    from accounts.models import User
    from institutions.models import Cohort


def needs_safety_note(lesson: LessonPage, teacher: "User") -> bool:
    """Whether this teacher has yet to open the lesson's safety note before running it. One query at most."""
    if lesson.content_level < ContentLevel.STORY:
        return False
    return not SafetyNoteRead.objects.filter(user=teacher, lesson=lesson).exists()


def open_run(given: LessonAssignment) -> LessonRun | None:
    """Return the lesson that runs in this class now, whichever it is. One query."""
    runs = LessonRun.objects.open().filter(cohort=given.cohort_id)
    return runs.select_related("lesson_assignment__lesson").defer(*_texts()).first()


def runs_by_class(cohorts: "Iterable[Cohort]") -> dict[int, LessonRun]:
    """Return what runs now in each of these classes. One query."""
    runs = LessonRun.objects.open().filter(cohort__in=cohorts).select_related("lesson_assignment__lesson")
    return {run.cohort_id: run for run in runs.defer(*_texts())}


def own_run(learner: "User") -> LessonRun | None:
    """Return the lesson that runs in one of the learner's classes now. One query."""
    return LessonRun.objects.open().filter(is_learning(learner.pk)).order_by("-started_at").first()


def _texts() -> list[str]:
    return [f"lesson_assignment__lesson__{name}" for name in LessonPage.TEXTS]
