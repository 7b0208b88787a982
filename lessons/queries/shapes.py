"""A lesson page as the house rules see it: its steps with their words, its pictures, the topics of its facts."""

from collections.abc import Iterator, Mapping
from typing import Any

from cms.exchange import rich_text
from lessons.exchange.house_rules import StepShape, count_words
from lessons.models import LessonPage

type Raw = Mapping[str, Any]
PLAIN = ("title", "alt", "caption", "term", "meaning")


def step_shapes(lesson: LessonPage) -> list[StepShape]:
    """Return the steps by their headings."""
    return [_shape(step["value"]) for step in lesson.body.raw_data]


def pictures(lesson: LessonPage) -> Iterator[tuple[str, Raw]]:
    """Yield each picture as the editor stores it, with the heading of its step."""
    for step in lesson.body.raw_data:
        for block in step["value"].get("content") or ():
            if block["type"] == "picture":
                yield step["value"].get("heading", ""), block["value"]


def fact_topics(lesson: LessonPage) -> set[str]:
    """Return the topics of the country boxes."""
    blocks = [block for step in lesson.body.raw_data for block in step["value"].get("content") or ()]
    return {topic for block in blocks if block["type"] == "facts" for topic in block["value"].get("topics") or ()}


def _shape(step: Raw) -> StepShape:
    blocks = step.get("content") or ()
    words = sum(count_words(text) for block in blocks for text in _texts(block["value"]))
    return StepShape(step.get("heading", ""), step.get("part") or "", {block["type"] for block in blocks}, words)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a block: a string by itself and ``text`` are rich, the others plain."""
    if isinstance(value, str):
        yield from rich_text.texts(rich_text.from_html(value))
        return
    yield from (value[name] for name in PLAIN if value.get(name))
    if value.get("text"):
        yield from _texts(value["text"])
    for entry in value.get("entries") or ():
        yield from _texts(entry.get("value", entry))
