"""Believable answers to the first lessons, through the same doors that students' answers take; always the same ones."""

from dataclasses import dataclass, replace
from random import Random

from assessments import interactions
from assessments.interactions.base import Answer, FrozenItem, ItemTexts
from assessments.models import Attempt
from assessments.queries import FrozenTexts, frozen_structure, frozen_texts
from assessments.services import save_answer, send_attempt, start_attempt
from demo.enums import LANGUAGE
from institutions.models import Cohort, Enrolment
from lessons.models import LessonAssignment
from lessons.services import record_step


@dataclass(frozen=True)
class Plan:
    """How a class fares in a lesson: how many send, how many are in the middle, how often an answer is right.

    ``misread`` is the place of a question, from 0, that most of the class misunderstands in the same way.
    """

    lesson: str
    sent: int
    running: int
    right: float
    misread: int | None = None


NAMED = (Plan("1.1", sent=21, running=1, right=0.85), Plan("1.2", sent=15, running=4, right=0.72, misread=0))
NUMBERED = (Plan("1.1", sent=9, running=2, right=0.75),)
# How many of those who misunderstand a question the same way.
MISREADING = 0.75
# How many of a class try again, and below which share of points.
SECOND_TRIES, SECOND_TRY_BELOW = 2, 0.7


def answer_first_lessons(cohort: Cohort, plans: tuple[Plan, ...]) -> int:
    """Let the class answer; return how many attempts were made. A lesson that has answers is left as it is."""
    return sum(_answer_lesson(cohort, plan) for plan in plans)


def _answer_lesson(cohort: Cohort, plan: Plan) -> int:
    given = (
        LessonAssignment.objects.standing()
        .filter(cohort=cohort, lesson__number=plan.lesson, quiz_assignment__isnull=False)
        .select_related("lesson", "quiz_assignment__version")
        .first()
    )
    if given is None or Attempt.objects.filter(assignment=given.quiz_assignment).exists():
        return 0
    places = Enrolment.objects.active().filter(cohort=cohort).select_related("learner").order_by("seat_number")
    attempts = []
    for turn, place in enumerate(places[: plan.sent + plan.running]):
        # The seat decides: loading the demo on another computer gives the same class.
        luck = Random(f"{plan.lesson} {place.seat_number}")  # noqa: S311  a dice for a play, no secret
        record_step(given=given, learner=place.learner, step=len(given.lesson.body), is_last=True)
        attempts.append(_answer_quiz(given, place, plan, luck, is_sent=turn < plan.sent))
    weak = [(attempt, place) for attempt, place in zip(attempts, places, strict=False) if _is_weak(attempt)]
    again = replace(plan, right=0.95, misread=None)
    for _attempt, place in weak[:SECOND_TRIES]:
        luck = Random(f"{plan.lesson} {place.seat_number} again")  # noqa: S311  the same dice
        attempts.append(_answer_quiz(given, place, again, luck, is_sent=True))
    return len(attempts)


def _is_weak(attempt: Attempt) -> bool:
    """Whether somebody with this result would like to try again."""
    if attempt.score is None or attempt.max_score is None:
        return False
    return float(attempt.score) < SECOND_TRY_BELOW * float(attempt.max_score)


def _answer_quiz(given: LessonAssignment, place: Enrolment, plan: Plan, luck: Random, *, is_sent: bool) -> Attempt:
    assignment = given.quiz_assignment
    if assignment is None:
        raise ValueError("the lesson has no quiz")
    attempt = start_attempt(assignment=assignment, learner=place.learner)
    structure, texts = frozen_structure(assignment.version), frozen_texts(assignment.version, LANGUAGE)
    items = structure.only(attempt.layout["items"]).recorded
    for number, item in enumerate(items[: None if is_sent else len(items) // 2], 1):
        misread = plan.misread is not None and structure.items[plan.misread].id == item.id
        _save(attempt, item, _choose(item, texts.by_item[item.id], plan, luck, misread=misread), number, texts)
    return send_attempt(attempt=attempt) if is_sent else attempt


def _save(attempt: Attempt, item: FrozenItem, answer: Answer, number: int, texts: FrozenTexts) -> None:
    save_answer(
        attempt=attempt,
        item=item,
        answer=answer,
        sequence=number,
        language=texts.language,
        text_revision=texts.revision,
    )


def _choose(item: FrozenItem, texts: ItemTexts, plan: Plan, luck: Random, *, misread: bool) -> Answer:
    """Return the answer of one student to one question."""
    is_right = luck.random() < (1 - MISREADING if misread else plan.right)
    kind = interactions.logic(item.kind)
    # Whoever misreads the question falls for the same wrong choice; the others err in every direction.
    wrong: list[Answer] = kind.wrong_answers(item, texts)
    right: Answer | None = kind.right_answer(item, texts)
    if right is None or not wrong:
        raise TypeError(item.kind)
    return right if is_right else wrong[0] if misread else luck.choice(wrong)
