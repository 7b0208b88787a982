"""How a QTI item is marked: whether its program says anything that the declared keys do not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.qti.keys import Declared
from assessments.exchange.banks.qti.tree import Element

# Operators of programs that only add up what declared keys say.
PLAIN = frozenset((
    "set-outcome-value", "response-condition", "response-if", "response-else", "response-else-if", "match", "equal",
    "string-match", "variable", "correct", "default", "map-response", "base-value", "null", "is-null", "not", "and",
    "or", "sum", "product", "divide", "subtract", "lt", "lte", "gt", "gte", "min", "max", "multiple", "value",
    "outcome-processing", "response-processing", "round-to",
))  # fmt: skip
COMPARING = ("match", "equal", "string-match")


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """How an item is marked: `is_known` when the declared keys say it all."""

    is_known: bool
    uses_points: frozenset[str] = frozenset()
    uses_all: bool = False
    tolerances: Mapping[str, tuple[Decimal, Decimal, bool]] | None = None


def read(item: Element, responses: Mapping[str, Declared]) -> Program:
    """Return what the response processing of an item amounts to."""
    found = item.first("response-processing")
    if found is None:
        return Program(is_known=True, uses_all=True)
    template = (found.get("template") or found.get("template-location")).rpartition("/")[2].removesuffix(".xml")
    if template == "match_correct":
        return Program(is_known=True)
    if template == "map_response":
        return Program(is_known=True, uses_points=frozenset(responses))
    if template or not any(found.children):
        return Program(is_known=not template, uses_all=True)
    return _inline(item, found, responses)


def _inline(item: Element, found: Element, responses: Mapping[str, Declared]) -> Program:
    comments = {
        element.get("identifier")
        for element in item.all("outcome-declaration")
        if element.get("base-type") in ("identifier", "string")
    }
    scoring = [rule for rule in found.children if not _is_about(rule, comments)]
    points: set[str] = set()
    tolerances: dict[str, tuple[Decimal, Decimal, bool]] = {}
    for rule in scoring:
        for parent, element in _pairs(rule, found):
            if element.tag not in PLAIN or not _is_plain(parent, element, responses, tolerances):
                return Program(is_known=False)
            if element.tag == "map-response":
                points.add(element.get("identifier"))
    return Program(is_known=True, uses_points=frozenset(points), tolerances=tolerances)


def _is_about(rule: Element, outcomes: set[str]) -> bool:
    """Whether a rule sets nothing but comments."""
    set_ = {element.get("identifier") for element in (rule, *rule.walk()) if element.tag == "set-outcome-value"}
    return bool(set_) and set_ <= outcomes


def _pairs(element: Element, parent: Element) -> Iterator[tuple[Element, Element]]:
    yield parent, element
    for child in element.children:
        yield from _pairs(child, element)


def _is_plain(
    parent: Element, element: Element, responses: Mapping[str, Declared],
    tolerances: dict[str, tuple[Decimal, Decimal, bool]],
) -> bool:  # fmt: skip
    if element.tag == "not":
        return all(child.tag not in COMPARING for child in element.walk())
    if element.tag != "variable" or element.get("identifier") not in responses:
        return True
    if parent.tag == "is-null":
        return True
    name = element.get("identifier")
    if parent.tag not in COMPARING or all(right.get("identifier") != name for right in parent.all("correct")):
        return False
    if parent.tag == "equal":
        tolerance = _tolerance(parent)
        if tolerance is None:
            return False
        tolerances[name] = tolerance
    return True


def _tolerance(element: Element) -> tuple[Decimal, Decimal, bool] | None:
    """Return how far below and above a number may lie, and whether that is a share of it in per cent."""
    mode = element.get("tolerance-mode", "exact")
    if mode not in ("exact", "absolute", "relative"):
        return None
    numbers = [drafts.number(part) for part in element.get("tolerance").split()]
    if mode == "exact":
        return Decimal(0), Decimal(0), False
    if not numbers or None in numbers:
        return None
    known = [abs(number) for number in numbers if number is not None]
    return known[0], known[-1], mode == "relative"
