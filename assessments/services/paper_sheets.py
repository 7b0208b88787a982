"""The sheets of a class: which try each student's sheet is for, and which questions it asks. Writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.drawing import form_for
from assessments.models import AssignmentException, Attempt, QuizAssignment, Response, SheetAbsence
from assessments.queries import layout_items
from assessments.queries.paper_questions import PaperQuiz
from assessments.queries.paper_rows import SheetRow
from assessments.services.tickets import attempt_address
from institutions.models import Enrolment


def sheet_rows(
    quiz: PaperQuiz, *, tries: Mapping[str, int] | None = None, every_try: int | None = None
) -> list[SheetRow]:
    """Return the rows of a class in its order. Five queries.

    A row belongs to the latest try there is, else to the first; ``tries`` (by place) and ``every_try`` ask for another,
    at most the one after the latest.
    """
    stored = _Stored(quiz.assignment)
    rows = []
    for place in Enrolment.objects.active().filter(cohort_id=quiz.assignment.cohort_id).select_related("learner"):
        mine = stored.attempts.get(place.learner_id, {})
        last = max(mine, default=0)
        wanted = (tries or {}).get(place.public_id) or every_try or last
        number = max(1, min(wanted, last + 1))
        found = mine.get(number)
        asked = _asked(quiz, found) if found else _to_ask(quiz, place, number)
        rows.append(
            SheetRow(
                enrolment=place,
                number=number,
                last=last,
                allowed=quiz.assignment.tries + stored.extra.get(place.learner_id, 0),
                attempt=found,
                items=asked.items,
                form=asked.form,
                questions=quiz.typed(asked.items),
                stored=stored.responses.get(found.pk, {}) if found else {},
                is_absent=place.learner_id in stored.absent,
            )
        )
    return rows


class _Stored:
    """What is stored of a class's tries at one quiz; four queries."""

    def __init__(self, assignment: QuizAssignment) -> None:
        self.attempts: dict[int, dict[int, Attempt]] = {}
        for attempt in Attempt.objects.filter(assignment=assignment).order_by("number"):
            self.attempts.setdefault(attempt.learner_id, {})[attempt.number] = attempt
        self.responses: dict[int, dict[str, Response]] = {}
        for row in Response.objects.filter(attempt__assignment=assignment):
            self.responses.setdefault(row.attempt_id, {})[row.item_id] = row
        more = AssignmentException.objects.filter(assignment=assignment)
        self.extra = dict(more.values_list("learner_id", "extra_tries"))
        absent = SheetAbsence.objects.filter(assignment=assignment)
        self.absent = set(absent.values_list("learner_id", flat=True))


@dataclass(frozen=True)
class _Asked:
    items: list[str]
    form: str


def _to_ask(quiz: PaperQuiz, place: Enrolment, number: int) -> _Asked:
    """Return what a try that is not stored yet asks: what a device would ask, in the quiz's own order."""
    form = form_for(seat=place.seat_number, number=number) if quiz.structure.plan.has_forms else ""
    address = attempt_address(assignment_id=quiz.assignment.pk, learner_id=place.learner_id, number=number)
    return _Asked(quiz.structure.asked(seed=address, form=form), form)


def _asked(quiz: PaperQuiz, attempt: Attempt) -> _Asked:
    """Return what a stored try asks, in the quiz's own order, in which its sheet was printed."""
    stored, form = list(layout_items(attempt)), str(attempt.layout.get("form", ""))
    printed = quiz.structure.asked(seed=attempt.public_id, form=form)
    return _Asked(printed if set(printed) == set(stored) else stored, form)
