"""Whose work a teacher may mark from what they saw."""

from collections.abc import Sequence

from assessments.interactions.base import FrozenItem, ItemTexts
from assessments.models import Attempt, QuizAssignment
from assessments.queries import Work, frozen_structure, frozen_texts
from institutions.models import Enrolment

type Observable = tuple[int, ItemTexts, list[Enrolment]]


def question_at(assignment: QuizAssignment, number: int) -> FrozenItem | None:
    """Return the question with this number where a person marks it."""
    recorded = frozen_structure(assignment.version).recorded
    item = recorded[number - 1] if 1 <= number <= len(recorded) else None
    return item if item in frozen_structure(assignment.version).for_person else None


def observable(assignment: QuizAssignment, works: Sequence[Work], language: str | None) -> list[Observable]:
    """Return by question the students who sent nothing to it, and those whose marked work may be shown again.

    Five queries.
    """
    structure = frozen_structure(assignment.version)
    if not structure.for_person:
        return []
    texts = frozen_texts(assignment.version, language).by_item
    places = list(Enrolment.objects.active().filter(cohort=assignment.cohort_id).select_related("learner"))
    tries: dict[int, int] = {}
    for learner_id in Attempt.objects.filter(assignment=assignment).values_list("learner_id", flat=True):
        tries[learner_id] = tries.get(learner_id, 0) + 1
    given: dict[tuple[str, int], list[Work]] = {}
    for work in works:
        given.setdefault((work.item.id, work.enrolment.pk), []).append(work)
    found = []
    for number, item in enumerate(structure.recorded, 1):
        if item not in structure.for_person:
            continue
        free = [
            place
            for place in places
            if (item.id, place.pk) not in given
            or (
                all(work.state == "marked" for work in given[item.id, place.pk])
                and tries.get(place.learner_id, 0) < assignment.tries
            )
        ]
        if free:
            found.append((number, texts[item.id], free))
    return found


def answers_seen(works: Sequence[Work], item: FrozenItem, place: Enrolment) -> int:
    """Return how many answers of a student to a question the page knows of."""
    return sum(1 for work in works if work.item.id == item.id and work.enrolment.pk == place.pk)
