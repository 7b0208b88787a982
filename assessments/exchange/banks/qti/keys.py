"""What is right according to the declarations of a QTI item."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.qti.tree import Element


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
