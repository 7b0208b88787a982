"""Our kinds of questions as interaction types of xAPI 1.0.3 (xAPI-Data, section 2.4.4.1).

The key is never part of it: a record store is no place for it, and success is said with every answer. A kind that is
not named here goes out as "other", without a response.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from assessments.interactions.base import Answer, FrozenItem, ItemTexts, Json
from assessments.interactions.slots import FrozenSlots

INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
TYPES = {
    "choice": "choice",
    "true_false": "true-false",
    "order": "sequencing",
    "text_entry": "fill-in",
    "numeric": "numeric",
    "match": "matching",
    "associate": "matching",
    "gap_match": "matching",
    "inline_choice": "matching",
    "extended_text": "long-fill-in",
}
OTHER = "other"
NEXT, PAIR = "[,]", "[.]"


def definition(item: FrozenItem, texts: ItemTexts, language: str) -> Json:
    """The definition of a question's activity: its type, its words and the lists of what can be chosen."""
    kind = TYPES.get(item.kind, OTHER)
    return {
        "type": INTERACTION,
        "description": {language: texts.prompt},
        "interactionType": kind,
        **_lists(item, kind, texts, language),
    }


def response(item: FrozenItem, answer: Answer) -> str | None:
    """What was answered in the pattern of its type; None for "I don't know" and for words of the student's own.

    Typed words leave the house only as answers that the author foresaw: anything else might be a name.
    """
    stored = answer.to_json()
    parts = None if "dont_know" in stored else _parts(item, stored)
    return NEXT.join(parts) if parts else None


def _parts(item: FrozenItem, stored: Json) -> Sequence[str]:
    """What the pattern of a type joins; nothing where there is nothing to say."""
    parts: Sequence[str] = ()
    match TYPES.get(item.kind, OTHER):
        case "choice":
            parts = cast("list[str]", stored["chosen"])
        case "sequencing":
            parts = cast("list[str]", stored["sequence"])
        case "true-false":
            parts = ["true" if stored["value"] else "false"]
        case "numeric":
            parts = [str(stored["number"])]
        case "matching":
            parts = [PAIR.join(pair) for pair in _pairs(item, stored)]
        case "fill-in":
            entries = [gap["entry"] for gap in cast("dict[str, dict[str, str]]", stored["gaps"]).values()]
            parts = entries if all(entries) else ()
    return parts


def _pairs(item: FrozenItem, stored: Json) -> Iterable[tuple[str, str]]:
    if isinstance(item, FrozenSlots):
        return cast("Mapping[str, str]", stored[item.answer_name]).items()
    return [(first, second) for first, second in cast("list[list[str]]", stored["pairs"])]


def _lists(item: FrozenItem, kind: str, texts: ItemTexts, language: str) -> Json:
    """The component lists that the type takes."""
    if kind in ("choice", "sequencing"):
        return {"choices": _components(_choices(item), texts, language)}
    if kind != "matching":
        return {}
    if isinstance(item, FrozenSlots):
        offered = dict.fromkeys(choice for slot in item.slots for choice in item.offered(slot))
        return {
            "source": _components(item.slots, texts, language),
            "target": _components(offered, texts, language),
        }
    both = _components(_choices(item), texts, language)
    return {"source": both, "target": both}


def _choices(item: FrozenItem) -> list[str]:
    return cast("list[str]", item.to_json()["choices"])


def _components(ids: Iterable[str], texts: ItemTexts, language: str) -> list[Json]:
    return [
        {"id": name, **({"description": {language: texts.choices[name].text}} if name in texts.choices else {})}
        for name in ids
    ]
