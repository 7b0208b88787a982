"""In which order the choices stand on paper: one for everybody, so that one sheet of questions serves a class."""

from collections.abc import Sequence

from assessments import interactions
from assessments.interactions.base import FrozenItem

FEWEST = 3
TWO_CHOICES = 2


def paper_orders(items: Sequence[FrozenItem], seed: str) -> dict[str, list[str]]:
    """Return each item's choices as paper shows them.

    Choices keep the author's order, so that the letters on paper are those of the results table, unless the right one
    mostly stands at the same place: then they are mixed. Lines to be ordered or matched are always mixed.
    """
    is_mixed = tells_the_key(items)
    orders = {}
    for item in items:
        kind = interactions.logic(item.kind)
        mixed, authored = kind.shuffle_order(item, seed), list(kind.options(item))
        orders[item.id] = authored if not is_mixed and set(authored) == set(mixed) else mixed
    return orders


def tells_the_key(items: Sequence[FrozenItem]) -> bool:
    """Whether more than three fifths of the single choices have their right one at the same place."""
    places = []
    for item in items:
        kind = interactions.logic(item.kind)
        authored, right = list(kind.options(item)), kind.right_options(item)
        if len(authored) > TWO_CHOICES and len(right) == 1 and set(authored) == set(kind.shuffle_order(item, 0)):
            places.append(authored.index(next(iter(right))))
    most = max((places.count(place) for place in places), default=0)
    return len(places) >= FEWEST and most * 5 > len(places) * 3
