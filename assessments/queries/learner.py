"""What a learner's pages show of an attempt."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from assessments import interactions
from assessments.enums import FeedbackPolicy
from assessments.grading import answer_from_json, is_for_person, is_recorded
from assessments.interactions.base import FeedbackEntry
from assessments.interactions.media import NO_MEDIA, Media
from assessments.models import AssignmentException, Attempt, QuizAssignment
from assessments.queries.frozen import FrozenTexts, frozen_structure
from assessments.queries.keys import GIVEN, NOTHING, Given, Marking, marking
from assessments.queries.reviews import Review, reviews_of
from curriculum.queries import statements

if TYPE_CHECKING:
    from accounts.models import User


def layout_items(attempt: Attempt) -> Sequence[str]:
    """Return the items of the attempt in the order it asks them."""
    items: list[str] = attempt.layout["items"]
    return items


@dataclass(frozen=True)
class LearnerState:
    """Where a learner stands with one assignment."""

    running: Attempt | None
    sent: Sequence[Attempt]
    tries_left: int
    is_open: bool


def tries_allowed(assignments: Iterable[QuizAssignment], learner_id: int) -> dict[int, int]:
    """Return how many tries a learner has at each assignment, by its row number. One query."""
    tries = {assignment.pk: assignment.tries for assignment in assignments}
    more = AssignmentException.objects.filter(learner_id=learner_id, assignment__in=tries, extra_tries__gt=0)
    for assignment_id, extra in more.values_list("assignment_id", "extra_tries"):
        tries[assignment_id] += extra
    return tries


def is_open_for(assignment: QuizAssignment, learner_id: int) -> bool:
    """Whether this learner's answers count now. One query, and only where the class's own time is over."""
    return learner_id in open_for(assignment, [learner_id])


def open_for(assignment: QuizAssignment, learner_ids: Collection[int]) -> set[int]:
    """Return which of these learners' answers count now. One query, and only where the class's own time is over."""
    if assignment.is_open:
        return set(learner_ids)
    now = timezone.now()
    if assignment.withdrawn_at is not None or assignment.opens_at > now:
        return set()
    own = AssignmentException.objects.filter(assignment=assignment, learner__in=learner_ids, closes_at__gt=now)
    return set(own.values_list("learner_id", flat=True))


def learner_state(assignment: QuizAssignment, learner: "User") -> LearnerState:
    """Return the open attempt, the sent ones and the tries left. Two queries, three where the class's time is over."""
    attempts = list(Attempt.objects.filter(assignment=assignment, learner=learner).order_by("number"))
    running = next((attempt for attempt in attempts if attempt.sent_at is None), None)
    is_open = is_open_for(assignment, learner.pk)
    left = max(0, tries_allowed([assignment], learner.pk)[assignment.pk] - len(attempts)) if is_open else 0
    return LearnerState(running, [attempt for attempt in attempts if attempt.sent_at is not None], left, is_open)


def first_open_number(attempt: Attempt) -> int:
    """Return the number of the first question without an answer; one past the last when all are answered.

    A self-check has no answer to find, so it is passed over.
    """
    done = set(attempt.responses.values_list("item_id", flat=True))
    if done:
        done |= {item.id for item in frozen_structure(attempt.assignment.version).items if not is_recorded(item)}
    items = layout_items(attempt)
    return next((number for number, item in enumerate(items, 1) if item not in done), len(items) + 1)


def may_see_feedback(attempt: Attempt) -> bool:
    """Whether policy and time let the learner see what was right."""
    assignment = attempt.assignment
    if attempt.sent_at is None:
        return False
    if assignment.feedback in (FeedbackPolicy.AFTER_SENDING, FeedbackPolicy.AFTER_EACH):
        return True
    if assignment.feedback == FeedbackPolicy.BY_TEACHER:
        return assignment.feedback_released_at is not None
    return not assignment.is_open


@dataclass(frozen=True)
class EntryRow:
    """Feedback to one choice or to the whole answer: ``state`` is right, part or wrong; ``labels`` are its lines."""

    state: str
    labels: Sequence[str]
    text: str


@dataclass(frozen=True)
class FeedbackRow:
    """One question of a sent attempt as its learner sees it."""

    number: int
    prompt: str
    labels: Sequence[str]
    is_right: bool
    entries: Sequence[EntryRow]
    key_labels: Sequence[str]
    feedback: str
    is_recorded: bool = True
    media: Media = NO_MEDIA
    is_for_person: bool = False
    review: Review | None = None


def feedback_rows(attempt: Attempt, texts: FrozenTexts) -> list[FeedbackRow]:
    """Return every question with the learner's answer and why; the right answer is named where it was missed."""
    by = marking(attempt.assignment)
    stored: dict[str, Given] = {
        item_id: (answer, language, mark)
        for item_id, answer, language, mark in attempt.responses.values_list("item_id", *GIVEN)
    }
    reviews = reviews_of(attempt, texts)
    return [
        replace(_feedback_row(by, number, item_id, stored.get(item_id), texts), review=reviews.get(item_id))
        for number, item_id in enumerate(layout_items(attempt), 1)
    ]


def item_feedback(attempt: Attempt, number: int, texts: FrozenTexts) -> FeedbackRow | None:
    """Return one question with the answer and why; None while it has no answer. One query."""
    item_id = layout_items(attempt)[number - 1]
    stored = attempt.responses.filter(item_id=item_id).values_list(*GIVEN).first()
    return _feedback_row(marking(attempt.assignment), number, item_id, stored, texts) if stored else None


def _feedback_row(by: Marking, number: int, item_id: str, stored: Given | None, texts: FrozenTexts) -> FeedbackRow:
    answered, language, mark = stored or NOTHING
    item, given = by.read(item_id, answered, language)
    words = by.texts(item_id, texts.by_item[item_id], texts.language)
    kind = interactions.logic(item.kind)
    answer = answer_from_json(item, given) if given is not None else None
    score = kind.grade(item, answer) if answer is not None else Decimal(0)
    score = score if mark is None else mark
    is_right = answer is not None and score == item.max_score
    said = kind.feedback(item, words, answer) if answer is not None else []
    labels = kind.chosen_labels(item, words, answer) if answer is not None else []
    state = "right" if is_right else "part" if score else "wrong"
    return FeedbackRow(
        number=number,
        prompt=words.prompt,
        labels=labels,
        is_right=is_right,
        # A person says more about work than right or wrong: the review does.
        entries=[] if is_for_person(item) else _entry_rows(said, labels, state),
        key_labels=[] if is_right else kind.key_labels(item, words),
        feedback=words.feedback,
        is_recorded=is_recorded(item),
        media=words.media,
        is_for_person=is_for_person(item),
    )


def _entry_rows(said: Sequence[FeedbackEntry], labels: Sequence[str], state: str) -> list[EntryRow]:
    """Return one panel per choice that has words of its own, else one panel for the whole answer."""
    own = entry_rows(said)
    return [EntryRow(state, labels, "")] if labels and not own else own


def entry_rows(said: Sequence[FeedbackEntry]) -> list[EntryRow]:
    """Return one panel per piece of feedback that belongs to something chosen."""
    return [
        EntryRow("right" if entry.is_right else "wrong", [entry.label] if entry.label else [], entry.text)
        for entry in said
        if entry.option
    ]


def known_statements(attempt: Attempt, language: str | None) -> list[str]:
    """Return what the learner now knows: competencies whose every question in this attempt was right. Two queries."""
    by = marking(attempt.assignment)
    scores = dict(attempt.responses.values_list("item_id", "score"))
    known: dict[str, bool] = {}
    for item_id in layout_items(attempt):
        item = by.item(item_id)
        if item.competency and is_recorded(item):
            known[item.competency] = known.get(item.competency, True) and scores.get(item_id) == item.max_score
    wanted = [key for key, every_one in known.items() if every_one]
    words = statements(wanted, language)
    return [words[key] for key in wanted if key in words]
