"""What came late or beyond the allowed tries, and what the teacher decided about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Value

from assessments import interactions
from assessments.enums import HeldReason
from assessments.grading import answer_from_json
from assessments.models import Attempt, HeldAnswer, QuizAssignment
from assessments.queries.frozen import frozen_structure, frozen_texts
from institutions.models import Enrolment


@dataclass(frozen=True)
class LateCount:
    """How much waits for a decision, and of how many students."""

    answers: int
    tries: int
    students: int


def late_count(assignment: QuizAssignment) -> LateCount:
    """Return what waits for a decision. One query."""
    held = HeldAnswer.objects.filter(attempt__assignment=assignment, decided_at=None)
    extra = Attempt.objects.filter(assignment=assignment, is_extra=True, extra_decided_at=None)
    answers = held.order_by().values_list("attempt__learner_id", Value(0))
    rows = list(answers.union(extra.order_by().values_list("learner_id", Value(1)), all=True))
    tries = sum(is_try for _learner, is_try in rows)
    return LateCount(len(rows) - tries, tries, len({learner for learner, _is_try in rows}))


@dataclass(frozen=True)
class LateAnswer:
    """One answer kept apart: ``state`` is waiting, counted or left."""

    try_number: int
    number: int
    prompt: str
    labels: Sequence[str]
    reason: str
    arrived_at: datetime
    state: str


@dataclass(frozen=True)
class LateTry:
    """One try beyond the allowed ones."""

    number: int
    started_at: datetime
    score: Decimal | None
    max_score: Decimal | None
    state: str


@dataclass(frozen=True)
class LateStudent:
    """One student with everything of theirs that came late."""

    enrolment: Enrolment
    answers: list[LateAnswer] = field(default_factory=list)
    tries: list[LateTry] = field(default_factory=list)

    @property
    def states(self) -> set[str]:
        """Return how what came late stands."""
        return {row.state for row in self.answers} | {row.state for row in self.tries}

    @property
    def can_leave(self) -> bool:
        """Whether something waits for a decision."""
        return "waiting" in self.states

    @property
    def can_count(self) -> bool:
        """Whether something is not counted yet; what was left may be counted later."""
        return bool(self.states - {"counted"})


def late_students(assignment: QuizAssignment, language: str | None) -> list[LateStudent]:
    """Return the students of the class with something late, in class order. Four queries."""
    enrolments = Enrolment.objects.active().filter(cohort_id=assignment.cohort_id).select_related("learner")
    students = {enrolment.learner_id: LateStudent(enrolment) for enrolment in enrolments}
    structure, texts = frozen_structure(assignment.version), frozen_texts(assignment.version, language)
    numbers = {item.id: number for number, item in enumerate(structure.recorded, 1)}
    held = HeldAnswer.objects.filter(attempt__assignment=assignment).select_related("attempt").defer("attempt__layout")
    for row in held.order_by("attempt__number", "pk"):
        student, item = students.get(row.attempt.learner_id), structure.by_id.get(row.item_id)
        if student is None or item is None:
            continue
        words = texts.by_item[item.id]
        answer = answer_from_json(item, row.answer)
        student.answers.append(
            LateAnswer(
                try_number=row.attempt.number,
                number=numbers[item.id],
                prompt=words.prompt,
                labels=interactions.logic(item.kind).chosen_labels(item, words, answer),
                reason=str(HeldReason(row.reason).label),
                arrived_at=row.arrived_at,
                state=_state(row.decided_at, is_counted=row.is_counted),
            )
        )
    for extra in Attempt.objects.filter(assignment=assignment, is_extra=True).defer("layout").order_by("number"):
        student = students.get(extra.learner_id)
        if student is not None:
            state = _state(extra.extra_decided_at, is_counted=extra.is_extra_counted)
            student.tries.append(LateTry(extra.number, extra.started_at, extra.score, extra.max_score, state))
    return [student for student in students.values() if student.answers or student.tries]


def _state(decided_at: datetime | None, *, is_counted: bool) -> str:
    return "counted" if is_counted else "left" if decided_at is not None else "waiting"
