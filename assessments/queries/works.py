"""The answers of a class that a person marks: one list for all its teachers, in an order that names nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from assessments.interactions import dont_know
from assessments.interactions.base import FrozenItem, ItemTexts
from assessments.models import Attempt, MarkingRound, QuizAssignment, Response
from assessments.queries.frozen import frozen_structure, frozen_texts
from institutions.models import Enrolment


@dataclass(frozen=True)
class Work:
    """One answer: ``number`` is its question's, ``place`` its own in the list.

    ``round`` is how it was marked last, if it was; ``seen`` is the number of the latest round of all.
    """

    place: int
    number: int
    item: FrozenItem
    texts: ItemTexts
    attempt: Attempt
    enrolment: Enrolment
    response: Response
    round: MarkingRound | None
    seen: int = 0

    @property
    def state(self) -> str:
        """Return waiting, begun or marked."""
        if self.round is None:
            return "waiting"
        return "begun" if self.round.score is None else "marked"


def class_works(assignment: QuizAssignment, language: str | None) -> list[Work]:
    """Return what was sent for marking, question by question, shuffled alike for everybody. Six queries or none."""
    items = frozen_structure(assignment.version).for_person
    if not items:
        return []
    texts = frozen_texts(assignment.version, language)
    enrolments = {
        enrolment.learner_id: enrolment
        for enrolment in Enrolment.objects.active().filter(cohort_id=assignment.cohort_id).select_related("learner")
    }
    attempts = {
        attempt.pk: attempt
        for attempt in Attempt.objects.counting().filter(
            assignment=assignment, sent_at__isnull=False, learner__in=list(enrolments)
        )
    }
    rounds = {
        (found.attempt_id, found.item_id): found
        for found in MarkingRound.objects.filter(attempt__in=attempts).prefetch_related("marks").order_by("number")
    }
    given: dict[str, list[Response]] = {}
    for response in Response.objects.filter(attempt__in=attempts, item_id__in=[item.id for item in items]):
        if dont_know.CODE not in response.answer:
            given.setdefault(response.item_id, []).append(response)
    numbers = {item.id: number for number, item in enumerate(frozen_structure(assignment.version).recorded, 1)}
    works: list[Work] = []
    for item in items:
        for response in _shuffled(assignment, attempts, given.get(item.id, [])):
            attempt, latest = attempts[response.attempt_id], rounds.get((response.attempt_id, item.id))
            works.append(
                Work(
                    place=len(works) + 1,
                    number=numbers[item.id],
                    item=item,
                    texts=texts.by_item[item.id],
                    attempt=attempt,
                    enrolment=enrolments[attempt.learner_id],
                    response=response,
                    round=latest if latest is not None and latest.sequence == response.sequence else None,
                    seen=latest.number if latest is not None else 0,
                )
            )
    return works


def _shuffled(
    assignment: QuizAssignment, attempts: dict[int, Attempt], responses: Sequence[Response]
) -> list[Response]:
    """Return answers in an order that says nothing about seats, and stays the same while a class is marked."""

    def rank(response: Response) -> bytes:
        seed = f"{assignment.public_id}\n{response.item_id}\n{attempts[response.attempt_id].public_id}"
        return sha256(seed.encode()).digest()

    return sorted(responses, key=rank)


def next_to_mark(works: Sequence[Work], place: int) -> Work | None:
    """Return what waits after a place in the list, else what waits before it."""
    after = [*works[place:], *works[: place - 1]]
    return next((work for work in after if work.state != "marked"), None)
