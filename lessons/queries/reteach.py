"""What a class is to hear again: what is advised, what a teacher asked for, and in which lesson it comes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from assessments.models import QuizAssignment, QuizVersion
from assessments.queries.staff_words import StaffWords, staff_words
from assessments.queries.upcoming import questions_by_competency
from lessons.models import DeliveredLesson, LessonAssignment, LessonPage, LessonProgress, Reteach
from lessons.models.reteach import ReteachQuerySet

OPENING = 1  # phases that come before what is explained again: everybody has arrived
MINUTES, MOST_MINUTES = 5, 15  # for one question, and for all of a lesson's
_LESSON_TEXTS = tuple(f"lesson_assignment__lesson__{name}" for name in LessonPage.TEXTS)


@dataclass(frozen=True)
class ReteachCard:
    """One question to explain again, with its words."""

    row: Reteach
    words: StaffWords


def minutes_for(questions: int) -> int:
    """Return how long it takes to explain so many questions again."""
    return min(MINUTES * questions, MOST_MINUTES)


def waiting_for_class(cohort_id: int, language: str | None) -> list[ReteachCard]:
    """Return what a class is still to hear again. Two queries, one where there is nothing."""
    return _cards(Reteach.objects.waiting().of_class(cohort_id), language)


def waiting_for_lesson(given: LessonAssignment, language: str | None) -> list[ReteachCard]:
    """Return what is to be explained in this lesson. Two queries, one where there is nothing."""
    return _cards(Reteach.objects.waiting().filter(lesson_assignment=given), language)


def _cards(rows: ReteachQuerySet, language: str | None) -> list[ReteachCard]:
    texts = ("quiz_assignment__version__structure", *_LESSON_TEXTS)
    found = list(rows.select_related("quiz_assignment__version", "lesson_assignment__lesson").defer(*texts))
    if not found:
        return []
    words = staff_words([(row.quiz_assignment.version, row.item_id) for row in found], language)
    pairs = [(row, words.get((row.quiz_assignment.version_id, row.item_id))) for row in found]
    return [ReteachCard(row, said) for row, said in pairs if said is not None]


def waiting_question(assignment: QuizAssignment, item_id: str) -> Reteach | None:
    """Return that this question is to be explained again, if it is. One query."""
    rows = Reteach.objects.waiting().filter(quiz_assignment=assignment, item_id=item_id)
    return rows.select_related("lesson_assignment__lesson").defer(*_LESSON_TEXTS).first()


def next_lesson(cohort_id: int, after: str) -> LessonAssignment | None:
    """Return the lesson that a class has next: the first after this place of the course that it has not had.

    A lesson that was run or logged was had. One that only students opened is taken where no other is left.
    """
    rows = list(
        LessonAssignment.objects.standing()
        .filter(cohort=cohort_id, runs__isnull=True, lesson__path__gt=after)
        .exclude(lesson__in=DeliveredLesson.objects.filter(cohort=cohort_id).values("lesson"))
        .with_lesson()
        .order_by("lesson__path")
    )
    begun = set(LessonProgress.objects.filter(assignment__in=rows).values_list("assignment_id", flat=True))
    return next((row for row in rows if row.pk not in begun), rows[0] if rows else None)


def place_of(assignment: QuizAssignment) -> str:
    """Return where in its course the lesson of a quiz stands; "" for a quiz that belongs to none. One query."""
    paths = LessonAssignment.objects.filter(quiz_assignment=assignment).values_list("lesson__path", flat=True)
    return max(paths, default="")


def upcoming_questions(assignment: QuizAssignment) -> Mapping[str, int]:
    """Return how many questions of the class's later lessons build on each competency. One query."""
    own = LessonAssignment.objects.filter(quiz_assignment=assignment).order_by("-lesson__path").values("lesson__path")
    later = LessonAssignment.objects.standing().filter(
        cohort=assignment.cohort_id,
        quiz_assignment__withdrawn_at=None,
        lesson__path__gt=Coalesce(Subquery(own[:1]), Value("")),
    )
    versions = later.exclude(quiz_assignment=assignment).values("quiz_assignment__version")
    return questions_by_competency(QuizVersion.objects.filter(pk__in=versions))
