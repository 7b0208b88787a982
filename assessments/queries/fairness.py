"""Which changes of a class's rules would be unfair to students who have begun: only what gives more is allowed."""

from collections.abc import Callable
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.enums import CountedTry, FeedbackPolicy
from assessments.models import QuizAssignment
from assessments.queries.rules import Rules, standing_rules

# The later one tells students more; questions told one by one lock their answers, so nothing changes to or from that.
TELLING = (FeedbackPolicy.BY_TEACHER, FeedbackPolicy.AFTER_CLOSING, FeedbackPolicy.AFTER_SENDING)

type Window = tuple[datetime, datetime | None]

FEWER_TRIES = _("Somebody has begun, so the tries can only become more.")
OTHER_TRY = _("Somebody has begun, so only “the best try” can be chosen now: it takes nothing from anybody.")
LESS_TOLD = _("Somebody has begun, so students can only be told more than before, or sooner.")
OTHER_ORDER = _("Somebody has begun, so the order of the questions stays as it is.")
LESS_TIME = _("Somebody has begun, so the time can only become longer.")
LATER_START = _("Somebody has begun, so the first day cannot move later.")
EARLIER_END = _("Somebody has begun, so the last day can only move later.")


def unfair_changes(assignment: QuizAssignment, rules: Rules, window: Window) -> dict[str, Promise]:
    """Return, by field, why a change would be unfair to those who have begun. No query."""
    now = standing_rules(assignment)
    opens_at, closes_at = window
    found: list[tuple[str, bool, Promise]] = [
        ("tries", rules.tries < now.tries, FEWER_TRIES),
        ("counted_try", rules.counted_try not in (now.counted_try, CountedTry.BEST), OTHER_TRY),
        ("feedback", not _tells_as_much(now.feedback, rules.feedback), LESS_TOLD),
        ("is_shuffled", rules.is_shuffled != now.is_shuffled, OTHER_ORDER),
        ("limit_minutes", _is_less(now.limit_minutes, rules.limit_minutes), LESS_TIME),
        ("opens_on", opens_at > assignment.opens_at, LATER_START),
        ("closes_on", _is_less(assignment.closes_at, closes_at), EARLIER_END),
    ]
    return {field: reason for field, is_unfair, reason in found if is_unfair}


def _tells_as_much(before: str, after: str) -> bool:
    if before == after:
        return True
    place: Callable[[str], int] = [policy.value for policy in TELLING].index
    both = {before, after} <= {policy.value for policy in TELLING}
    return both and place(after) > place(before)


def _is_less[T: (int, datetime)](before: T | None, after: T | None) -> bool:
    """Whether an end moves nearer; None is no end at all."""
    if after is None:
        return False
    return before is None or after < before
