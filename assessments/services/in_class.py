"""One question answered by a whole class at once, without devices of their own: cards that a camera has read."""

from collections.abc import Collection, Mapping
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.drawing import form_for
from assessments.grading import is_recorded
from assessments.interactions.base import Answer, FrozenItem
from assessments.models import Attempt, QuizAssignment, Response
from assessments.queries import marking
from assessments.queries.frozen import FrozenTexts
from assessments.queries.learner import open_for
from assessments.services.layouts import new_attempt
from assessments.services.tickets import attempt_address
from common.events import happened
from institutions.models import Enrolment

DEVICES = 1000  # a page's own sequences end in three zeros
WRITTEN = ("sequence", "answer", "score", "language", "text_revision", "source", "saved_at")


def save_together(
    *, assignment: QuizAssignment, item: FrozenItem, answers: Mapping[int, Answer], texts: FrozenTexts, source: str
) -> int:
    """Keep the answers, by learner, each in the try its learner is at, or in the first one; return how many were kept.

    Passed over are those whose tries are all sent, whose time is over, who have read what is right, or whose try does
    not ask this question. Saved again, the newer answers stand. The number of queries does not depend on how many.
    """
    if not is_recorded(item):
        raise ValueError(item.kind)
    try:
        with transaction.atomic():
            return _save(assignment, item, answers, texts, source)
    except IntegrityError:
        # A phone began a try at the same moment: now it is there.
        with transaction.atomic():
            return _save(assignment, item, answers, texts, source)


def _save(
    assignment: QuizAssignment, item: FrozenItem, answers: Mapping[int, Answer], texts: FrozenTexts, source: str
) -> int:
    attempts = _attempts(assignment, open_for(assignment, answers))
    asked = {one.pk: one for one in attempts if item.id in one.layout["items"]}
    kept = {row.attempt_id: row for row in Response.objects.filter(attempt__in=asked, item_id=item.id)}
    new = [Response(attempt_id=pk, item_id=item.id, sequence=0) for pk in asked if pk not in kept]
    changed = [row for row in kept.values() if row.feedback_seen_at is None]
    by, now = marking(assignment), timezone.now()
    for row in new + changed:
        answer = answers[asked[row.attempt_id].learner_id]
        row.sequence = (row.sequence // DEVICES + 1) * DEVICES
        row.answer, row.score = answer.to_json(), by.score(item, answer, texts.language)
        row.language, row.text_revision = texts.language, texts.revision
        row.source, row.saved_at = source, now
        transaction.on_commit(partial(happened, "answer_saved"), robust=True)
    Response.objects.bulk_create(new)
    Response.objects.bulk_update(changed, WRITTEN)
    return len(new) + len(changed)


def _attempts(assignment: QuizAssignment, learners: Collection[int]) -> list[Attempt]:
    """Return the try that each of these learners is at, begun here where there was none; whoever sent all has none.

    Their rows are the lock for their answers.
    """
    of_all = Attempt.objects.select_for_update().filter(assignment=assignment, learner__in=learners).order_by("pk")
    begun = list(of_all)
    seats = dict(
        Enrolment.objects.filter(cohort=assignment.cohort_id, learner__in=learners).values_list(
            "learner_id", "seat_number"
        )
    )
    first = [
        new_attempt(
            assignment=assignment, learner_id=learner, number=1, form=form_for(seat=seats.get(learner, 0), number=1),
            public_id=attempt_address(assignment_id=assignment.pk, learner_id=learner, number=1),
        )
        for learner in sorted(set(learners) - {one.learner_id for one in begun})
    ]  # fmt: skip
    return [one for one in begun if one.sent_at is None] + Attempt.objects.bulk_create(first)
