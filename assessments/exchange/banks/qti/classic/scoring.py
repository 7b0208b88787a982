"""What is right in QTI 1.2: conditions that compare an answer, and the points they give."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Unusable
from assessments.exchange.banks.qti.tree import Element

COMPARING = ("varequal", "vargte", "varlte", "vargt", "varlt")
JOINING = ("and", "or", "not", "conditionvar")
PASSING = ("other", "unanswered", "durequal")


@dataclass(slots=True)
class Condition:
    """One condition: what it wants chosen, what it wants left, the ends of numbers, its points, its comments."""

    wanted: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    low: Decimal | None = None
    high: Decimal | None = None
    points: Decimal | None = None
    said: list[str] = field(default_factory=list)
    has_other: bool = False
    has_case: bool = False


def conditions(item: Element, response: str) -> list[Condition]:
    """Return the conditions about a response; raises Unusable for a program that says more than they can."""
    found: list[Condition] = []
    for processing in item.all("resprocessing"):
        for element in processing.all("respcondition"):
            condition = _condition(element, response)
            is_known = condition.wanted or condition.low is not None or condition.high is not None
            if condition.points and condition.points > 0 and not is_known:
                raise Unusable(Reason.RESPONSE_PROCESSING)
            found.append(condition)
    return found


def _condition(element: Element, response: str) -> Condition:
    made = Condition(said=[one.get("linkrefid") for one in element.all("displayfeedback")])
    for one in element.all("setvar"):
        points = drafts.number(one.text)
        if points is None or one.get("action", "Set").lower() not in ("set", "add", "subtract"):
            raise Unusable(Reason.RESPONSE_PROCESSING)
        made.points = -points if one.get("action").lower() == "subtract" else points
    for test in element.all("conditionvar"):
        for comparing, is_denied in _comparisons(test, is_denied=False):
            _compare(made, comparing, response, is_denied=is_denied)
    return made


def _comparisons(element: Element, *, is_denied: bool) -> Iterator[tuple[Element, bool]]:
    for child in element.children:
        if child.tag in JOINING:
            yield from _comparisons(child, is_denied=is_denied != (child.tag == "not"))
        else:
            yield child, is_denied


def _compare(made: Condition, element: Element, response: str, *, is_denied: bool) -> None:
    if element.tag in PASSING:
        made.has_other = True
        return
    if element.tag not in COMPARING or element.get("respident") != response:
        raise Unusable(Reason.RESPONSE_PROCESSING)
    if element.tag == "varequal":
        (made.left if is_denied else made.wanted).append(element.text)
        made.has_case = made.has_case or element.get("case").lower() == "yes"
        return
    number = drafts.number(element.text)
    if number is None or is_denied:
        raise Unusable(Reason.RESPONSE_PROCESSING)
    if element.tag.startswith("varg"):
        made.low = number
    else:
        made.high = number
