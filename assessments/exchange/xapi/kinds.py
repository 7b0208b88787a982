"""Our kinds of questions as interaction types of xAPI 1.0.3 (xAPI-Data, section 2.4.4.1); each kind names its own.

The key is never part of it: a record store is no place for it, and success is said with every answer. What a student
handed in goes out as "other", without a response.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, cast

from assessments.interactions.base import Answer, FrozenItem, ItemTexts, Json
from assessments.interactions.scenario.logic import FrozenScenario
from assessments.interactions.slots import FrozenSlots

INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
NEXT, PAIR = "[,]", "[.]"


class WithChoices(Protocol):
    """Kinds whose choices have a name each."""

    choices: Sequence[str]


def definition(item: FrozenItem, texts: ItemTexts, language: str) -> Json:
    """The definition of a question's activity: its type, its words and the lists of what can be chosen."""
    kind = item.xapi_type
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
    match item.xapi_type:
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
        case "performance":
            parts = [PAIR.join(step) for step in _steps(cast("FrozenScenario", item), stored)]
    return parts


def _pairs(item: FrozenItem, stored: Json) -> Iterable[tuple[str, str]]:
    if isinstance(item, FrozenSlots):
        return cast("Mapping[str, str]", stored[item.answer_name]).items()
    return [(first, second) for first, second in cast("list[list[str]]", stored["pairs"])]


def _steps(item: FrozenScenario, stored: Json) -> Iterable[tuple[str, str]]:
    """The scenes that were passed, each with the way that was taken there."""
    scene_of = {way.id: way.scene for way in item.ways}
    return [(scene_of[way], way) for way in cast("list[str]", stored["path"])]


def _lists(item: FrozenItem, kind: str, texts: ItemTexts, language: str) -> Json:
    """The component lists that the type takes."""
    if kind in ("choice", "sequencing"):
        return {"choices": _components(_choices(item), texts, language)}
    if isinstance(item, FrozenScenario):
        return {"steps": _components((scene for scene, _ending in item.scenes), texts, language)}
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


def _choices(item: FrozenItem) -> Sequence[str]:
    return cast("WithChoices", item).choices


def _components(ids: Iterable[str], texts: ItemTexts, language: str) -> list[Json]:
    return [
        {"id": name, **({"description": {language: texts.choices[name].text}} if name in texts.choices else {})}
        for name in ids
    ]
