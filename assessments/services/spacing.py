"""When a missed question comes back: FSRS, counted in days."""

from datetime import datetime
from typing import Any, cast

from fsrs import Card, Rating, Scheduler
from fsrs.card import CardDict

# A question comes back on another day at the earliest, hence no steps of minutes; the same answers always give the same
# day, hence no fuzz. Longer than half a year is longer than any class needs.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=180, enable_fuzzing=False)

RATINGS = {"right": Rating.Good, "part": Rating.Hard, "wrong": Rating.Again}

type State = dict[str, Any]


def missed(at: datetime) -> tuple[State, datetime]:
    """Return the state of a question that was missed at a moment, and when it comes back."""
    return _reviewed(Card(card_id=0, due=at), Rating.Again, at)


def repeated(state: State, outcome: str, at: datetime) -> tuple[State, datetime]:
    """Return the state after a repetition with an outcome (right, part or wrong), and when it comes back."""
    return _reviewed(Card.from_dict(cast("CardDict", state)), RATINGS[outcome], at)


def _reviewed(card: Card, rating: Rating, at: datetime) -> tuple[State, datetime]:
    after, _log = _SCHEDULER.review_card(card, rating, at)
    return dict(after.to_dict()), after.due
