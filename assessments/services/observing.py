"""Marking what a teacher saw in the workshop, where nothing was handed in."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.enums import AnswerSource
from assessments.interactions import dont_know
from assessments.interactions.base import FrozenItem
from assessments.interactions.observed import OBSERVED
from assessments.models import Attempt, MarkingRound, QuizAssignment, Response
from assessments.queries import tries_allowed
from assessments.services.answering import write_score
from assessments.services.layouts import new_attempt
from assessments.services.marking import NotToMark, save_marks
from assessments.services.tickets import attempt_address

# Nobody's device takes part in it; what it replaces is no more than "I don't know".
SEQUENCE = 1


class ObservedAlready(Exception):
    """The question has an answer that the page did not know of; nothing was changed."""


class HasBegun(Exception):
    """The student is answering on a device; what they send can be marked."""


@transaction.atomic
def observe(
    *,
    assignment: QuizAssignment,
    learner: User,
    item: FrozenItem,
    points: Mapping[str, int],
    feedback: str,
    seen: int,
    actor: User,
) -> MarkingRound:
    """Record points for work that was watched: a sent try whose answer says so, and a round of marks.

    ``seen`` is how many answers to the question the page knew of. A try without an answer to it is used, else the next
    one is taken, while the student has one left. Raises ``ObservedAlready``, ``HasBegun`` and ``NotToMark``.
    """
    # One after the other per class, so that two clicks are one observation.
    assignment = QuizAssignment.objects.select_for_update(of=("self",)).select_related("version").get(pk=assignment.pk)
    attempts = list(Attempt.objects.filter(assignment=assignment, learner=learner).order_by("number"))
    answers = {
        row.attempt_id: row
        for row in Response.objects.filter(attempt__in=attempts, item_id=item.id)
        if dont_know.CODE not in row.answer
    }
    if len(answers) != seen:
        raise ObservedAlready
    if not points:
        raise NotToMark
    attempt = _try_for(assignment, learner, attempts, answers)
    attempt.assignment = assignment
    Response.objects.filter(attempt=attempt, item_id=item.id).delete()
    Response.objects.create(
        attempt=attempt, item_id=item.id, sequence=SEQUENCE, answer=OBSERVED.to_json(), score=0,
        language=assignment.version.source_language, source=AnswerSource.OBSERVED,
    )  # fmt: skip
    write_score(attempt)
    latest = attempt.marking_rounds.filter(item_id=item.id).order_by("-number").first()
    marked = save_marks(
        attempt=attempt, item=item, points=points, feedback=feedback, seen=latest.number if latest else 0, actor=actor
    )
    if marked is None:
        raise NotToMark
    return marked


def _try_for(
    assignment: QuizAssignment, learner: User, attempts: list[Attempt], answers: Mapping[int, Response]
) -> Attempt:
    """Return a sent try that has no answer to the question yet: an old one, one begun and left empty, or a new one."""
    free = [attempt for attempt in attempts if attempt.pk not in answers]
    sent = [attempt for attempt in free if attempt.sent_at is not None]
    if sent:
        return sent[-1]
    if free and free[-1].responses.exists():
        raise HasBegun
    if not free and len(attempts) >= tries_allowed([assignment], learner.pk)[assignment.pk]:
        raise NotToMark
    number = len(attempts) + 1
    address = attempt_address(assignment_id=assignment.pk, learner_id=learner.pk, number=number)
    attempt = (
        free[-1]
        if free
        else new_attempt(assignment=assignment, learner_id=learner.pk, number=number, public_id=address)
    )
    attempt.sent_at = timezone.now()
    attempt.save()
    return attempt
