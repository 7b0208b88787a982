"""Start tickets: what lets a device begin, answer and send an attempt while it has no network.

A ticket is signed and ends after 30 days. It only ever adds answers to one attempt of one learner; it opens nothing
and reads nothing. The attempt's row appears with its first answer.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import BooleanField, ExpressionWrapper, Q

from accounts.models import User
from assessments.drawing import form_for
from assessments.exchange.sealing import private_key, public_point, to_text
from assessments.models import Attempt, QuizAssignment, Response
from assessments.queries import frozen_structure, tries_allowed
from assessments.queries.asking import seats_of
from assessments.queries.timing import limit_of
from common.ids import ALPHABET, LENGTH
from institutions.models import is_learning

SALT = "assessments.ticket"
LIFETIME_SECONDS = 30 * 24 * 60 * 60


class TicketBroken(ValueError):
    """Not a ticket of this server, or an old one."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Whose attempt at what: row numbers of the assignment and the learner, and the attempt's number and address.

    ``form`` is what the device was told where the quiz has two forms.
    """

    assignment_id: int
    learner_id: int
    number: int
    attempt_id: str
    form: str | None = None


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    """What the device gets: the addresses of assignment and attempt, the signed ticket, and what is answered.

    ``items`` are the questions of this attempt in its order, where the stored page alone does not say.
    """

    assignment: str
    attempt: str
    ticket: str
    answered: Sequence[str] = ()
    items: Sequence[str] = ()


def server_secrets() -> list[str]:
    """Return the secrets whose keys open sealed answers, today's first: a changed secret loses no answer on its way."""
    return [settings.SECRET_KEY, *(str(secret) for secret in settings.SECRET_KEY_FALLBACKS)]


def sealing_key() -> str:
    """Return the public key with which devices seal, as base64url of its 65 bytes."""
    return to_text(public_point(private_key(server_secrets()[0])))


def attempt_address(*, assignment_id: int, learner_id: int, number: int) -> str:
    """Return the public id of somebody's n-th attempt: the same on every device, before the row exists."""
    message = f"attempt {assignment_id} {learner_id} {number}".encode()
    value = int.from_bytes(hmac.digest(settings.SECRET_KEY.encode(), message, sha256))
    letters = []
    for _place in range(LENGTH):
        value, letter = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def issue_tickets(*, learner: User) -> list[IssuedTicket]:
    """Return a ticket for every quiz the learner may answer now, but for those with a time limit or with work to mark;
    writes nothing.

    Four queries; with draws or forms one more, and one for each of their versions that this process has not read yet.
    """
    found: list[Any] = list(
        QuizAssignment.objects.opened_for(learner.pk)
        .filter(is_learning(learner.pk), version__needs_marking=False)
        .select_related("version", "cohort")
        .only("pk", "public_id", "tries", "is_shuffled", "limit_minutes", "version__public_id", "cohort__kind")
        .annotate(has_plan=ExpressionWrapper(Q(version__structure__has_key="plan"), BooleanField()))
        .distinct()
    )
    open_now = [assignment for assignment in found if limit_of(assignment) is None]
    planned = [assignment.cohort_id for assignment in open_now if assignment.has_plan]
    seats = seats_of(learner.pk, planned) if planned else {}
    attempts: dict[int, list[Attempt]] = {}
    for attempt in Attempt.objects.filter(learner=learner, assignment__in=open_now).order_by("number"):
        attempts.setdefault(attempt.assignment_id, []).append(attempt)
    allowed = tries_allowed(open_now, learner.pk)
    answered: dict[int, list[str]] = {}
    running = [attempt for several in attempts.values() for attempt in several if attempt.sent_at is None]
    for attempt_id, item_id in Response.objects.filter(attempt__in=running).values_list("attempt_id", "item_id"):
        answered.setdefault(attempt_id, []).append(item_id)
    issued = []
    for assignment in open_now:
        mine = attempts.get(assignment.pk, [])
        ticket = _next_ticket(assignment, learner, mine, allowed[assignment.pk])
        if ticket is None:
            continue
        known = [item for attempt in mine for item in answered.get(attempt.pk, [])]
        items: Sequence[str] = ()
        if assignment.has_plan or assignment.is_shuffled:
            ticket, items = _drawn(assignment, ticket, mine, seats.get(assignment.cohort_id, 0))
        issued.append(IssuedTicket(assignment.public_id, ticket.attempt_id, _signed(ticket), known, items))
    return issued


def _drawn(
    assignment: QuizAssignment, ticket: Ticket, attempts: Sequence[Attempt], seat: int
) -> tuple[Ticket, Sequence[str]]:
    """Return the ticket with its form, and the questions of its attempt: those of its row, or of the row to come."""
    begun = next((attempt for attempt in attempts if attempt.number == ticket.number), None)
    if begun is not None:
        return replace(ticket, form=begun.layout.get("form", "")), begun.layout["items"]
    structure = frozen_structure(assignment.version)
    form = form_for(seat=seat, number=ticket.number) if structure.plan.has_forms else ""
    items = structure.asked(seed=ticket.attempt_id, form=form, is_shuffled=assignment.is_shuffled)
    return replace(ticket, form=form), items


def _next_ticket(assignment: QuizAssignment, learner: User, attempts: Sequence[Attempt], allowed: int) -> Ticket | None:
    """Return the ticket of the open attempt, else of the next one while a try is left."""
    running = next((attempt for attempt in attempts if attempt.sent_at is None), None)
    if running is not None:
        return Ticket(assignment.pk, learner.pk, running.number, running.public_id)
    number = (attempts[-1].number if attempts else 0) + 1
    if number > allowed:
        return None
    address = attempt_address(assignment_id=assignment.pk, learner_id=learner.pk, number=number)
    return Ticket(assignment.pk, learner.pk, number, address)


def _signed(ticket: Ticket) -> str:
    parts = [ticket.assignment_id, ticket.learner_id, ticket.number, ticket.attempt_id]
    if ticket.form is not None:
        parts.append(ticket.form)
    return signing.dumps(parts, salt=SALT)


def read_ticket(text: str) -> Ticket:
    """Return a ticket of ours that is not too old; raises TicketBroken."""
    try:
        assignment, learner, number, attempt, *form = signing.loads(text, salt=SALT, max_age=LIFETIME_SECONDS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise TicketBroken from error
    return Ticket(assignment, learner, number, attempt, *form)
