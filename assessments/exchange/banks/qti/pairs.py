"""QTI interactions whose answers are pairs."""

from collections.abc import Mapping, Sequence

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Unusable
from assessments.exchange.banks.drafts import letters, texts
from assessments.exchange.banks.plain import one_line
from assessments.exchange.banks.qti.asked import Asked
from assessments.exchange.banks.qti.tree import Element
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion


def right_pairs(asked: Asked) -> list[tuple[str, str]]:
    """Return the right pairs."""
    pairs = [value.split() for value in asked.values]
    if not pairs:
        raise Unusable(Reason.NO_KEY)
    if any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 - a pair
        raise Unusable(Reason.BROKEN, "pair")
    if len({point for point in asked.key.points.values() if point > 0}) > 1:
        asked.source.note(Reason.WEIGHTS_LOST)
    return [(left, right) for left, right in pairs]


def match(asked: Asked) -> tuple[str, PackQuestion]:
    """Return lines and their partners."""
    sets = list(asked.element.all("simple-match-set"))
    if len(sets) != 2:  # noqa: PLR2004 - left and right
        raise Unusable(Reason.BROKEN, "match")
    left, right = ({one.get("identifier"): one for one in set_.all("simple-associable-choice")} for set_ in sets)
    pairs = right_pairs(asked)
    if not _leads_from(pairs, left):
        pairs, left, right = [(second, first) for first, second in pairs], right, left
    if not _leads_from(pairs, left) or any(target not in right for _name, target in pairs):
        raise Unusable(Reason.SEVERAL_KEYS)
    by_left = dict(pairs)
    sides = {name: one_line(asked.words(element)) for name, element in (left | right).items()}
    listed = [(sides[name], sides[by_left[name]]) for name in left]
    spare = [sides[name] for name in right if name not in by_left.values()]
    return drafts.match(asked.prompt(), listed, spare=spare, feedback=asked.comments.general)


def _leads_from(pairs: Sequence[tuple[str, str]], left: Mapping[str, Element]) -> bool:
    """Whether each left side has one partner."""
    return sorted(name for name, _target in pairs) == sorted(left)


def associate(asked: Asked) -> tuple[str, PackQuestion]:
    """Return lines that make pairs."""
    pairs = right_pairs(asked)
    elements = list(asked.element.all("simple-associable-choice"))
    group = {name: letters(number, "p-") for number, pair in enumerate(pairs) for name in pair}
    if len(group) != 2 * len(pairs):
        raise Unusable(Reason.SEVERAL_KEYS)
    entries = tuple(
        PackEntry(
            letters(place), texts(text=one_line(asked.words(one))), {"partner": group.get(one.get("identifier"), "")}
        )
        for place, one in enumerate(elements)
    )
    words_ = texts(prompt=asked.prompt(), feedback=asked.comments.general)
    return "associate", PackQuestion(words_, {CHOICES: entries}, {"scoring": "partial"})
