"""Taking in what devices wrote without a network: nothing is refused, but not everything counts.

For one attempt and item the highest sequence wins and equal ones are doubles, in whatever order and however often they
arrive. No clock of a device decides anything.
"""

from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from assessments import interactions
from assessments.enums import AnswerSource, FeedbackPolicy, HeldReason
from assessments.exchange.outbox import Entry, EntryBroken, EntryKind, read_entry
from assessments.exchange.sealing import SealBroken, open_sealed
from assessments.grading import is_recorded
from assessments.interactions.base import Answer, AnswerError, FrozenError, FrozenItem
from assessments.models import AnswerCorrection, Attempt, QuizAssignment, Response
from assessments.queries import (
    FrozenTexts,
    frozen_structure,
    frozen_texts,
    is_open_for,
    layout_items,
    marking,
    tries_allowed,
)
from assessments.queries.timing import clock_of
from assessments.services.answering import is_locked, send_attempt, write_answer, write_score
from assessments.services.former import attempt_after_merge
from assessments.services.holding import hold_answer
from assessments.services.layouts import new_attempt
from assessments.services.tickets import Ticket, TicketBroken, read_ticket, server_secrets


class Merged(StrEnum):
    """What became of an entry; the device may forget it, but for one that stayed sealed."""

    SAVED = "saved"
    DOUBLE = "double"
    OLDER = "older"  # a newer answer is kept
    HELD = "held"  # kept apart for the teacher to decide
    SENT = "sent"
    GONE = "gone"  # the attempt's owner or class was erased
    SEALED = "sealed"  # with a key that this server does not have, now: the device keeps it for a while
    UNREADABLE = "unreadable"  # not written by our pages


def merge_sealed(message: str) -> Merged:
    """Open one sealed entry and take it in; the commit has happened when this returns. Repeating it changes nothing."""
    try:
        entry = read_entry(open_sealed(message, server_secrets()))
        ticket = read_ticket(entry.ticket)
    except SealBroken:
        return Merged.SEALED
    except (EntryBroken, TicketBroken):
        return Merged.UNREADABLE
    return merge_entry(entry=entry, ticket=ticket)


def merge_entry(*, entry: Entry, ticket: Ticket) -> Merged:
    """Take in one entry for the ticket's attempt, whose row is made where this is its first one."""
    assignment = (
        QuizAssignment.objects.filter(pk=ticket.assignment_id)
        .select_related("version")
        .defer("version__structure")
        .first()
    )
    attempt = None if assignment is None else _attempt(assignment, ticket)
    if assignment is None or attempt is None:
        return Merged.GONE
    if entry.kind is EntryKind.SEND:
        send_attempt(attempt=attempt)
        return Merged.SENT
    structure = frozen_structure(assignment.version)
    item = structure.by_id.get(entry.item)
    if item is None or entry.item not in layout_items(attempt):
        return Merged.UNREADABLE
    texts = frozen_texts(assignment.version, entry.language)
    kind = interactions.logic(item.kind)
    if not is_recorded(item) or item.is_online_only:
        return Merged.UNREADABLE
    try:
        answer = kind.read_answer(
            item, texts.by_item[item.id], MultiValueDict({name: list(values) for name, values in entry.fields.items()})
        )
    except (AnswerError, FrozenError):
        return Merged.UNREADABLE
    return _merge(attempt, item, answer, entry.sequence, texts)


def _attempt(assignment: QuizAssignment, ticket: Ticket) -> Attempt | None:
    """Return the ticket's attempt, made now if need be; None when its learner is gone."""
    mine = Attempt.objects.filter(assignment=assignment, learner_id=ticket.learner_id)
    found = mine.filter(number=ticket.number).first()
    if found is None or found.public_id != ticket.attempt_id:
        found = attempt_after_merge(assignment, ticket) or found
    if found is not None:
        return found
    if not User.objects.learners().filter(pk=ticket.learner_id).exists():
        return None
    attempt = new_attempt(
        assignment=assignment,
        learner_id=ticket.learner_id,
        number=ticket.number,
        public_id=ticket.attempt_id,
        form=ticket.form,
    )
    attempt.is_extra = ticket.number > tries_allowed([assignment], ticket.learner_id)[assignment.pk]
    try:
        with transaction.atomic():
            attempt.save()
    except IntegrityError:
        # Another delivery was faster, or another number is open.
        return mine.filter(number=ticket.number).first() or mine.filter(sent_at=None).first()
    return attempt


@transaction.atomic
def _merge(attempt: Attempt, item: FrozenItem, answer: Answer, sequence: int, texts: FrozenTexts) -> Merged:
    # The row of the attempt is the lock: whether feedback was seen may not change while we decide.
    of_paper = Response.objects.filter(attempt=OuterRef("pk"), source=AnswerSource.PAPER)
    corrections = AnswerCorrection.objects.filter(attempt=OuterRef("pk"))
    locked = (
        Attempt.objects.select_for_update()
        .filter(pk=attempt.pk)
        .annotate(is_of_paper=Exists(of_paper) | Exists(corrections))
        .defer("layout")
        .first()
    )
    if locked is None:
        return Merged.GONE
    values = {
        "sequence": sequence,
        "answer": answer.to_json(),
        "language": texts.language,
        "text_revision": texts.revision,
    }
    # A teacher typed in what stands on the sheet: what a device says besides is theirs to decide.
    is_of_paper = getattr(locked, "is_of_paper", False)
    reason = HeldReason.AFTER_PAPER if is_of_paper else _reason_to_hold(locked, attempt.assignment, item)
    if reason is not None:
        held = hold_answer(locked, item, values | {"reason": reason, "arrived_at": timezone.now()})
        return Merged.HELD if held else Merged.OLDER if held is None else Merged.DOUBLE
    score = marking(attempt.assignment).score(item, answer, texts.language)
    written = write_answer(locked, item, values | {"score": score, "saved_at": timezone.now()})
    if written is None:
        return Merged.OLDER
    if written and locked.sent_at is not None:
        write_score(attempt)
    return Merged.SAVED if written else Merged.DOUBLE


def _reason_to_hold(attempt: Attempt, assignment: QuizAssignment, item: FrozenItem) -> HeldReason | None:
    if attempt.feedback_seen_at is not None:
        return HeldReason.AFTER_FEEDBACK
    if assignment.feedback == FeedbackPolicy.AFTER_EACH and is_locked(attempt, item):
        return HeldReason.AFTER_FEEDBACK
    if not is_open_for(assignment, attempt.learner_id):
        return HeldReason.AFTER_WINDOW
    clock = clock_of(attempt)
    if clock is not None and clock.is_closed:
        return HeldReason.AFTER_LIMIT
    return None
