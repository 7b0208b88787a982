"""A pool dealt out to the forms, so that no question stands in both and both get as many of each sort."""

from collections.abc import Mapping
from typing import Final

from assessments.interactions.shuffling import shuffled

ALL: Final = ""


def dealt(sorts: Mapping[str, str], *, seed: str, has_forms: bool) -> tuple[tuple[str, ...], ...]:
    """The pool of each form, from `{question: sort}`; the seed says which question goes where.

    Each pool keeps the order of the bank. Without forms there is one pool.
    """
    if not has_forms:
        return (tuple(sorts),)
    of_sort: dict[str, list[str]] = {}
    for item_id, sort in sorts.items():
        of_sort.setdefault(sort, []).append(item_id)
    # One round over all sorts: odd ones out do not all fall to the same form.
    round_of = [one for sort in sorted(of_sort) for one in shuffled(of_sort[sort], seed=seed, item_id=ALL)]
    first = set(round_of[::2])
    return (
        tuple(one for one in sorts if one in first),
        tuple(one for one in sorts if one not in first),
    )
