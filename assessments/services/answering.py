"""A learner's way through a quiz: start, save, send. What is acknowledged is committed."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from accounts.models import User
from assessments.enums import AnswerSource, HeldReason
from assessments.grading import is_recorded
from assessments.interactions.base import Answer, FrozenItem
from assessments.models import Attempt, QuizAssignment, Response
from assessments.queries import GIVEN, Given, is_open_for, marking, tries_allowed
from assessments.queries.timing import clock_of
from assessments.services.holding import hold_answer
from assessments.services.layouts import new_attempt
from assessments.services.tickets import attempt_address
from common.events import happened


class SaveOutcome(StrEnum):
    """What became of an answer that was sent."""

    SAVED = "saved"
    DOUBLE = "double"  # the same answer with the same sequence: already kept
    STALE = "stale"  # a newer answer is kept; nothing was changed
    CLOSED = "closed"  # the attempt has been sent or its last day is over; nothing was changed
    LOCKED = "locked"  # its learner has read what is right; nothing was changed
    HELD = "held"  # after the time limit: kept apart until somebody decides


class NoTryLeft(Exception):
    """The assignment is closed, or every try was used."""


def start_attempt(*, assignment: QuizAssignment, learner: User) -> Attempt:
    """Return the learner's open attempt, or start the next one; raises ``NoTryLeft``.

    Two devices that start at once get the same attempt: the database admits one open attempt.
    """
    running = Attempt.objects.filter(assignment=assignment, learner=learner, sent_at=None).first()
    if running is not None:
        return running
    if not is_open_for(assignment, learner.pk):
        raise NoTryLeft
    used = Attempt.objects.filter(assignment=assignment, learner=learner).aggregate(last=Max("number"))["last"] or 0
    if used >= tries_allowed([assignment], learner.pk)[assignment.pk]:
        raise NoTryLeft
    number = used + 1
    address = attempt_address(assignment_id=assignment.pk, learner_id=learner.pk, number=number)
    attempt = new_attempt(assignment=assignment, learner_id=learner.pk, number=number, public_id=address)
    try:
        with transaction.atomic():
            attempt.save()
    except IntegrityError:
        return Attempt.objects.get(assignment=assignment, learner=learner, sent_at=None)
    return attempt


def save_answer(
    *,
    attempt: Attempt,
    item: FrozenItem,
    answer: Answer,
    sequence: int,
    language: str,
    text_revision: int,
    source: str = AnswerSource.DEVICE,
) -> SaveOutcome:
    """Keep the answer when its sequence is the highest so far; the commit has happened when this returns.

    ``attempt`` comes with its assignment. Idempotent by (attempt, item, sequence). Raises ValueError for a self-check:
    its answers are never kept.
    """
    if not is_recorded(item):
        raise ValueError(item.kind)
    if attempt.sent_at is not None or not is_open_for(attempt.assignment, attempt.learner_id):
        return SaveOutcome.CLOSED
    values = {
        "sequence": sequence,
        "answer": answer.to_json(),
        "score": marking(attempt.assignment).score(item, answer, language),
        "language": language,
        "text_revision": text_revision,
        "source": source,
        "saved_at": timezone.now(),
    }
    clock = clock_of(attempt)
    if clock is not None and clock.is_closed:
        return _held(attempt, item, values)
    with transaction.atomic():
        # The row of the attempt is the lock for its answers: none slips in after sending, and two devices queue up.
        of_item = Response.objects.filter(attempt=OuterRef("pk"), item_id=item.id)
        locked = (
            Attempt.objects.select_for_update()
            .filter(pk=attempt.pk, sent_at=None)
            .annotate(kept_sequence=Subquery(of_item.values("sequence")))
            .values_list("kept_sequence")
            .first()
        )
        if locked is None:
            return SaveOutcome.CLOSED
        # What the lock's own statement saw may be older than the lock (PostgreSQL reads before it waits): it only says
        # which write to try first, and each write makes sure for itself.
        (seen,) = locked
        written = write_answer(attempt, item, values, seen=seen)
    if written:
        return SaveOutcome.SAVED
    if written is None and is_locked(attempt, item):
        return SaveOutcome.LOCKED
    return SaveOutcome.DOUBLE if written is False else SaveOutcome.STALE


@transaction.atomic
def _held(attempt: Attempt, item: FrozenItem, values: dict[str, Any]) -> SaveOutcome:
    """Keep an answer apart that came after the time limit."""
    if not Attempt.objects.select_for_update().filter(pk=attempt.pk, sent_at=None).exists():
        return SaveOutcome.CLOSED
    kept = {name: values[name] for name in ("sequence", "answer", "language", "text_revision")}
    hold_answer(attempt, item, kept | {"reason": HeldReason.AFTER_LIMIT, "arrived_at": timezone.now()})
    return SaveOutcome.HELD


def is_locked(attempt: Attempt, item: FrozenItem) -> bool:
    """Whether the learner has read what is right about this question in this attempt. One query."""
    return attempt.responses.filter(item_id=item.id, feedback_seen_at__isnull=False).exists()


def write_answer(attempt: Attempt, item: FrozenItem, values: dict[str, Any], *, seen: int | None = None) -> bool | None:
    """Store an answer under the attempt's lock; False for a double, None when a newer one (or another) is kept.

    An answer whose learner has read what is right stays as it is.

    ``seen`` is the sequence kept so far where the caller has read it.
    """
    sequence = values["sequence"]
    if seen is None and _insert(attempt, item, values):
        return _count()
    kept = Response.objects.filter(attempt=attempt, item_id=item.id)
    if (seen is None or seen < sequence) and kept.filter(sequence__lt=sequence, feedback_seen_at=None).update(**values):
        return _count()
    same = kept.values_list("sequence", "answer").first() == (sequence, values["answer"])
    return False if same else None


def _count() -> bool:
    """Count the answer once it is committed."""
    transaction.on_commit(partial(happened, "answer_saved"), robust=True)
    return True


def _insert(attempt: Attempt, item: FrozenItem, values: dict[str, Any]) -> bool:
    """Store the first answer to an item; False when another device was faster."""
    try:
        with transaction.atomic():
            Response.objects.create(attempt=attempt, item_id=item.id, **values)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def send_attempt(*, attempt: Attempt) -> Attempt:
    """Close the attempt and write its score, computed from the frozen version; repeating it changes nothing."""
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("assignment__version").get(pk=attempt.pk)
    if attempt.sent_at is not None:
        return attempt
    attempt.sent_at = timezone.now()
    return write_score(attempt, "sent_at")


def write_score(attempt: Attempt, *changed: str) -> Attempt:
    """Compute the score from the frozen version and store it, and what else was changed, under the attempt's lock."""
    stored = attempt.responses.values_list("item_id", *GIVEN)
    given: dict[str, Given] = {item_id: (answer, language, mark) for item_id, answer, language, mark in stored}
    marked = marking(attempt.assignment).mark_all(attempt.layout["items"], given)
    attempt.score, attempt.max_score = marked.score, marked.max_score
    attempt.save(update_fields=["score", "max_score", *changed])
    return attempt


def write_scores(attempts: Sequence[Attempt]) -> None:
    """Do the same for many attempts of one assignment, which come with it and its version. Two queries."""
    given: dict[int, dict[str, Given]] = {attempt.pk: {} for attempt in attempts}
    stored = Response.objects.filter(attempt__in=attempts).values_list("attempt_id", "item_id", *GIVEN)
    for attempt_id, item_id, answer, language, mark in stored:
        given[attempt_id][item_id] = (answer, language, mark)
    if not attempts:
        return
    by = marking(attempts[0].assignment)
    for attempt in attempts:
        marked = by.mark_all(attempt.layout["items"], given[attempt.pk])
        attempt.score, attempt.max_score = marked.score, marked.max_score
    Attempt.objects.bulk_update(attempts, ["score", "max_score"])


def note_item_feedback_seen(*, attempt: Attempt, item_id: str) -> None:
    """Remember that the learner read what is right about one question: from now on its answer stays as it is."""
    attempt.responses.filter(item_id=item_id, feedback_seen_at=None).update(feedback_seen_at=timezone.now())


def note_feedback_seen(*, attempt: Attempt) -> None:
    """Remember when the learner first saw what was right: answers that arrive later do not count by themselves."""
    if attempt.feedback_seen_at is None:
        attempt.feedback_seen_at = timezone.now()
        Attempt.objects.filter(pk=attempt.pk, feedback_seen_at=None).update(feedback_seen_at=attempt.feedback_seen_at)
