"""What a QTI item says after it was answered."""

from collections.abc import Iterator

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source
from assessments.exchange.banks.qti.asked import Comments
from assessments.exchange.banks.qti.body import words
from assessments.exchange.banks.qti.tree import Element
from assessments.interactions.packing import LONGEST_OTHER

RIGHT, WRONG = ("correct", "right"), ("incorrect", "wrong")


def read(source: Source, item: Element) -> Comments:
    """Return the comments of an item; what has no place here is told."""
    by_choice: dict[str, list[str]] = {}
    for element in _said(item):
        if element.get("show-hide", "show") != "show":
            source.note(Reason.FEEDBACK_LOST)
            continue
        text = words(element, frozenset()).text
        if len(text) > LONGEST_OTHER:
            source.note(Reason.FEEDBACK_LOST, element.get("identifier"))
        elif text:
            by_choice.setdefault(element.get("identifier"), []).append(text)
    said = {name: "\n".join(texts) for name, texts in by_choice.items()}
    named = {one.get("identifier") for one in item.walk() if "choice" in one.tag or one.tag in ("gap-text", "hottext")}
    free = {name: text for name, text in said.items() if name not in named}
    right = _taken(free, RIGHT)
    wrong = _taken(free, WRONG)
    if len(free) > 1:
        source.note(Reason.FEEDBACK_LOST)
    general = next(iter(free.values())) if len(free) == 1 else ""
    return Comments(general=general, by_choice=said, right=right, wrong=wrong)


def _said(item: Element) -> Iterator[Element]:
    """Yield the comments that stand outside of choices and hold no interactions."""
    yield from item.all("modal-feedback")
    body = item.first("item-body")
    choices = {id(inner) for one in item.walk() if one.tag.endswith("-choice") for inner in one.walk()}
    for one in body.walk() if body is not None else ():
        is_comment = one.tag in ("feedback-block", "feedback-inline") and id(one) not in choices
        if is_comment and not any(inner.tag.endswith("-interaction") for inner in one.walk()):
            yield one


def _taken(free: dict[str, str], names: tuple[str, ...]) -> str:
    name = next((name for name in free if name.lower().rpartition("_")[2] in names), "")
    return free.pop(name) if name else ""
