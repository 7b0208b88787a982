"""Which form of a quiz somebody gets."""

from collections.abc import Iterable

from assessments.drawing import form_for
from assessments.models import QuizAssignment
from institutions.models import Enrolment


def quiz_form(assignment: QuizAssignment, learner_id: int, number: int) -> str:
    """Return the form of a learner's n-th try: neighbouring seats differ, and so do two tries in a row. One query."""
    seats = seats_of(learner_id, [assignment.cohort_id])
    return form_for(seat=seats.get(assignment.cohort_id, 0), number=number)


def seats_of(learner_id: int, cohort_ids: Iterable[int]) -> dict[int, int]:
    """Return the learner's seat in each class, left ones included. One query."""
    found = Enrolment.objects.filter(learner_id=learner_id, cohort__in=list(cohort_ids))
    return dict(found.values_list("cohort_id", "seat_number"))
