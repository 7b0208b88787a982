"""The pictures of a QTI item."""

from assessments.exchange.banks.archive import Archive, beside
from assessments.exchange.banks.base import Media, Reason
from assessments.exchange.banks.plain import Plain
from assessments.exchange.banks.qti.tree import Element

PICTURES = ("img", "object")
# What stands in one of these belongs to an answer or a comment, not beside the words of the question.
ANSWERS = frozenset((
    "simple-choice", "simple-associable-choice", "inline-choice", "gap-text", "gap-img", "hottext", "feedback-inline",
    "feedback-block", "modal-feedback", "rubric-block",
))  # fmt: skip


def read(
    archive: Archive | None, entry: str, item: Element, plain: Plain
) -> tuple[list[Media], list[tuple[Reason, str]]]:
    """Return the pictures of an item, and what is to be told of those that are not there."""
    media: list[Media] = []
    notes: list[tuple[Reason, str]] = [(Reason.FORMATTING_LOST, "")] if plain.is_lossy else []
    shown = {one.get("src") or one.get("data"): one.get("alt") for one in item.walk() if one.tag in PICTURES}
    elsewhere = {
        one.get("src") or one.get("data")
        for holder in item.walk()
        if holder.tag in ANSWERS
        for one in holder.walk()
        if one.tag in PICTURES
    }
    for reference, alt in shown.items():
        name = beside(entry, reference) if reference else ""
        if not reference:
            continue
        if archive is None or name not in archive:
            notes.append((Reason.MEDIA_MISSING, reference.partition(",")[0][:60]))
        elif taken := archive.media(name, alt[:300], is_prompt=reference not in elsewhere):
            media.append(taken)
        else:
            notes.append((Reason.MEDIA_REFUSED, reference.partition(",")[0][:60]))
    return media, notes
