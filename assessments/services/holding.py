"""Keeping answers apart that may not count by themselves."""

from typing import Any

from assessments.interactions.base import FrozenItem
from assessments.models import Attempt, HeldAnswer


def hold_answer(attempt: Attempt, item: FrozenItem, values: dict[str, Any]) -> bool | None:
    """Keep an answer apart under the attempt's lock, unless it is known: True when kept, False for a double.

    None stands for one older than what is kept: an older copy of what counts already asks for no decision.
    """
    kept = attempt.responses.filter(item_id=item.id).values_list("sequence", "answer").first()
    if kept is not None and kept[0] >= values["sequence"]:
        return False if kept == (values["sequence"], values["answer"]) else None
    held, is_new = HeldAnswer.objects.get_or_create(attempt=attempt, item_id=item.id, defaults=values)
    if is_new:
        return True
    if held.sequence >= values["sequence"]:
        return False if held.answer == values["answer"] else None
    HeldAnswer.objects.filter(pk=held.pk).update(**values, decided_at=None, is_counted=False)
    return True
