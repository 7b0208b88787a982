"""Seats in a running lesson: a student's own, or a drawing and a number for a phone that typed the code."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.enums import Symbol
from accounts.models import User
from lessons.models import LessonRun, Seat

MOST_SEATS = 200


def take_seat(*, run: LessonRun, learner: User | None = None, secret_hash: str = "") -> Seat | None:
    """Return the learner's seat, or a new one with the next drawing and number; None when the lesson is full.

    A learner who comes twice has one seat.
    """
    symbols = Symbol.values
    for _try in range(MOST_SEATS):
        kept = Seat.objects.filter(run=run, learner=learner).first() if learner else None
        if kept is not None:
            return kept
        number = (Seat.objects.filter(run=run).aggregate(last=Max("number"))["last"] or 0) + 1
        if number > MOST_SEATS:
            return None
        try:
            with transaction.atomic():
                return Seat.objects.create(
                    run=run, number=number, symbol=symbols[(number - 1) % len(symbols)], learner=learner,
                    secret_hash=secret_hash,
                )  # fmt: skip
        except IntegrityError:
            continue
    return None


def remove_seat(*, run: LessonRun, number: int) -> bool:
    """Let a phone take part no longer, silently: it goes on showing "look at the board". Twice changes nothing."""
    return bool(Seat.objects.filter(run=run, number=number, learner=None, is_removed=False).update(is_removed=True))
