"""The questions of one attempt: the same for the same seed, on every device and in every version of Python."""

from collections.abc import Sequence

from assessments.drawing.plan import Plan
from assessments.interactions.shuffling import shuffled


def asked(item_ids: Sequence[str], plan: Plan, *, form: str, seed: str) -> list[str]:
    """The questions that a form asks with this seed, each draw at the place of its pool."""
    drawn = {draw.id: shuffled(draw.pool(form), seed=seed, item_id=draw.id)[: draw.count] for draw in plan.draws}
    pooled = plan.pooled()
    found: list[str] = []
    for item_id in item_ids:
        if item_id in pooled:
            found += drawn.pop(pooled[item_id].id, [])
        elif plan.only_in.get(item_id, form) == form:
            found.append(item_id)
    return found


def ordered(item_ids: Sequence[str], *, seed: str, is_shuffled: bool) -> list[str]:
    """The order in which an attempt asks them."""
    return shuffled(item_ids, seed=seed, item_id="order") if is_shuffled else list(item_ids)
