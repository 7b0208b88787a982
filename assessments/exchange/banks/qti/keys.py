"""What is right according to a QTI item: declared answers, and whether its program says nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.exchange.banks import drafts
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
class Declared:
    """One response: its right values, and points for values where there are any."""

    cardinality: str
    base_type: str
    correct: tuple[str, ...]
    points: Mapping[str, Decimal]
    has_case: bool

    @property
    def most(self) -> Decimal:
        """Return the points of all that earns some."""
        return sum((point for point in self.points.values() if point > 0), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """How an item is marked: `is_known` when the declared keys say it all."""

    is_known: bool
    uses_points: frozenset[str] = frozenset()
    uses_all: bool = False
    tolerances: Mapping[str, tuple[Decimal, Decimal, bool]] | None = None


def declared(item: Element) -> dict[str, Declared]:
    """Return the responses of an item by their identifiers."""
    return {element.get("identifier"): _declared(element) for element in item.all("response-declaration")}


def _declared(element: Element) -> Declared:
    right = element.first("correct-response")
    mapping = element.first("mapping")
    points: dict[str, Decimal] = {}
    has_case = False
    for entry in mapping.all("map-entry") if mapping is not None else ():
        points[" ".join(entry.get("map-key").split())] = drafts.number(entry.get("mapped-value")) or Decimal(0)
        has_case = has_case or entry.get("case-sensitive").lower() in ("true", "1")
    return Declared(
        cardinality=element.get("cardinality"),
        base_type=element.get("base-type"),
        correct=tuple(value.text for value in right.all("value")) if right is not None else (),
        points=points,
        has_case=has_case,
    )


def program(item: Element, responses: Mapping[str, Declared]) -> Program:
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
