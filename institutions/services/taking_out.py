"""Rows about students that leave the platform as files: how many one account may take out a day."""

import re
from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone

from audit.queries import rows_since

if TYPE_CHECKING:
    from accounts.models import User
    from audit.models import Scope

# Whoever needs more asks a colleague, who takes out the rest by an account of their own.
PUPIL_ROWS_A_DAY = 200
COUNTED = ("person.export", "results.export")


def pupil_rows_left(actor: "User") -> int:
    """Return how many more rows about students somebody may take out before midnight."""
    return max(0, PUPIL_ROWS_A_DAY - sum(_taken_today(actor).values()))


def may_take_out(actor: "User", *, scope: "Scope", rows: int) -> bool:
    """Whether so many rows of one object fit into today; the same object again takes nothing new out."""
    taken = _taken_today(actor)
    new = max(0, rows - taken.get(scope, 0))
    return new == 0 or sum(taken.values()) + new <= PUPIL_ROWS_A_DAY


def _taken_today(actor: "User") -> "dict[Scope, int]":
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    return rows_since(actions=COUNTED, actor_id=actor.pk, since=midnight)


def names_somebody(reason: str, names: Iterable[str]) -> bool:
    """Whether a reason holds a word of one of these names: the log is kept longer than the students."""
    return bool(_words(reason) & _words(" ".join(names)))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.casefold()))
