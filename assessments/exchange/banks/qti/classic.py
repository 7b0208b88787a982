"""Items of QTI 1.2."""

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source
from assessments.exchange.banks.qti.item import Place
from assessments.exchange.banks.qti.tree import Element


def title(root: Element) -> str:
    """Return the name of the test or the bank."""
    return next((one.get("title") for one in root.children if one.get("title")), "")


def add(place: Place, item: Element, entry: str) -> None:
    """Take one item or report it."""
    place.counts["classic-items"] += 1
    place.collector.report(Source(place=entry or f"line {item.line}", name=item.get("title")), Reason.UNKNOWN_KIND)
