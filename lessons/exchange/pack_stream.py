"""Lesson and guide as the editor stores them (lists of blocks with ids), to and from the objects of a pack."""

from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any, Protocol

from cms.exchange import rich_text
from cms.exchange.rich_text import Paragraph, RichText, plain
from lessons.exchange.pack import GuideDoc, LessonDoc, Step
from lessons.exchange.pack_blocks import KINDS, Block

type Raw = dict[str, Any]

# The letter that files customarily give a kind within its step.
LETTERS = {"glossary": "g", "question": "q", "facts": "f", "help": "h"}
GUIDE_LETTERS = {"safety": "g", "phase": "p", "question": "q", "boarding": "b", "background": "k"}


class Writing(Protocol):
    """What turns names of a pack into what the editor stores."""

    def uuid(self, name: str) -> str: ...
    def item(self, name: str) -> int: ...
    def image(self, path: str) -> int: ...


class Reading(Protocol):
    """What turns stored ids into names of the pack; ``label`` gives a new block the first free candidate."""

    def label(self, base: str, uuid: str, candidates: Iterator[str]) -> str: ...
    def item_name(self, number: int) -> str: ...
    def image_path(self, number: int) -> str: ...


def lesson_streams(lesson: LessonDoc, writing: Writing) -> dict[str, list[Raw]]:
    """Return the values of the lesson page's ``objectives`` and ``body``."""
    base = f"lesson/{lesson.id}"
    steps = [
        {
            "type": "step",
            "id": writing.uuid(f"{base}/{step.id}"),
            "value": {
                "heading": step.heading,
                "part": step.part,
                "content": [_to_raw(block, base, writing, is_source=lesson.is_source) for block in step.blocks],
            },
        }
        for step in lesson.steps
    ]
    return {"objectives": _lines("objective", lesson.objectives, f"{base}/objectives", writing), "body": steps}


def guide_streams(guide: GuideDoc, writing: Writing) -> dict[str, list[Raw]]:
    """Return the values of the lesson page's ``materials`` and ``guide``."""
    base = f"guide/{guide.id}"
    blocks = [_to_raw(block, base, writing, is_source=guide.is_source) for block in guide.blocks]
    return {"materials": _lines("material", guide.materials, f"{base}/materials", writing), "guide": blocks}


def _lines(kind: str, texts: tuple[str, ...], base: str, writing: Writing) -> list[Raw]:
    """Return one block per text; these have no name in the file, their place is their name."""
    return [
        {"type": kind, "id": writing.uuid(f"{base}/{number}"), "value": text} for number, text in enumerate(texts, 1)
    ]


def _to_raw(block: Block, base: str, writing: Writing, *, is_source: bool) -> Raw:
    name = f"{base}/{block.id}"
    return {
        "type": block.kind,
        "id": writing.uuid(name),
        "value": _value(block, name, writing, is_source=is_source),
    }


def _value(block: Block, name: str, writing: Writing, *, is_source: bool) -> Any:
    html = rich_text.to_html(block.body)
    if block.kind in ("text", "safety", "boarding", "background"):
        return html
    if block.kind == "question":
        return {"item": writing.item(block.keys["item"]) if is_source else None}
    if block.kind == "facts":
        return {"topics": block.keys.get("topics", "").split(",")}
    if block.kind == "picture":
        image = writing.image(block.keys["image"]) if is_source else None
        return {"image": image, "alt": block.alt, "caption": block.caption}
    if block.kind == "glossary":
        entries = [
            {"type": "item", "id": writing.uuid(f"{name}/{number}"), "value": {"term": term, "meaning": meaning}}
            for number, (term, meaning) in enumerate(block.entries, 1)
        ]
        return {"entries": entries}
    value: Raw = {"title": block.title} if KINDS[block.kind].has_title else {}
    if block.kind == "phase" and is_source:
        value |= {"code": block.keys["code"], "minutes": int(block.keys["minutes"])}
    return value | {"text": html}


def lesson_from_streams(lesson: LessonDoc, objectives: list[Raw], body: list[Raw], reading: Reading) -> LessonDoc:
    """Return the lesson with objectives and steps as stored."""
    base = f"lesson/{lesson.id}"
    steps = []
    for raw in body:
        value = raw["value"]
        step_id = reading.label(base, raw["id"], _numbered("s"))
        blocks = [
            _from_raw(child, base, reading, _lettered(step_id, LETTERS.get(child["type"])), is_source=lesson.is_source)
            for child in value.get("content") or []
        ]
        steps.append(
            Step(
                id=step_id,
                heading=_line(value.get("heading")),
                part=(value.get("part") or "") if lesson.is_source else "",
                blocks=tuple(blocks),
            )
        )
    return LessonDoc(
        id=lesson.id,
        number=lesson.number,
        slug=lesson.slug,
        minutes=lesson.minutes,
        content_level=lesson.content_level,
        competencies=lesson.competencies,
        title=lesson.title,
        summary=lesson.summary,
        audience=lesson.audience,
        objectives=tuple(_line(raw["value"]) for raw in objectives),
        steps=tuple(steps),
        is_source=lesson.is_source,
    )


def guide_from_streams(
    guide_id: str, materials: list[Raw], guide: list[Raw], reading: Reading, *, is_source: bool
) -> GuideDoc:
    """Return the guide as stored."""
    base = f"guide/{guide_id}"
    return GuideDoc(
        id=guide_id,
        materials=tuple(_line(raw["value"]) for raw in materials),
        blocks=tuple(
            _from_raw(raw, base, reading, _numbered(GUIDE_LETTERS[raw["type"]]), is_source=is_source) for raw in guide
        ),
        is_source=is_source,
    )


def _from_raw(raw: Raw, base: str, reading: Reading, candidates: Iterator[str], *, is_source: bool) -> Block:
    kind, value = raw["type"], raw["value"]
    html = value if isinstance(value, str) else value.get("text") or ""
    title, body = _line("" if isinstance(value, str) else value.get("title")), rich_text.from_html(html)
    if KINDS[kind].has_title and not title:
        title, body = _title_from(body)
    return Block(
        kind=kind,
        id=reading.label(base, raw["id"], candidates),
        keys=_keys(kind, value, reading) if is_source else {},
        title=title,
        body=body,
        entries=_entries(value) if kind == "glossary" else (),
        alt=_line(value["alt"]) if kind == "picture" else "",
        caption=_line(value.get("caption")) if kind == "picture" else "",
    )


def _title_from(body: RichText) -> tuple[str, RichText]:
    """A small heading that opens a text without title reads as its title in a file; say so here already."""
    first = body[0] if body else None
    if isinstance(first, Paragraph) and first.is_heading:
        return _line(plain(first.runs)), body[1:]
    return "", body


def _keys(kind: str, value: Any, reading: Reading) -> dict[str, str]:
    if kind == "question":
        return {"item": reading.item_name(value["item"])}
    if kind == "facts":
        return {"topics": ",".join(value["topics"])}
    if kind == "picture":
        return {"image": reading.image_path(value["image"])}
    if kind == "phase":
        return {"code": value["code"], "minutes": str(value["minutes"])}
    return {}


def _entries(value: Raw) -> tuple[tuple[str, str], ...]:
    pairs = [(_line(raw["value"]["term"]), _line(raw["value"]["meaning"])) for raw in value["entries"]]
    return tuple((term, meaning) for term, meaning in pairs if term and meaning)


def _line(text: object) -> str:
    """Return text of one line: what a file can say in a heading or an entry."""
    return " ".join(str(text or "").split())


def _numbered(stem: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{stem}{number}"


def _lettered(stem: str, letter: str | None) -> Iterator[str]:
    if letter:
        yield stem + letter
    yield from (stem + other for other in ascii_lowercase)
    yield from _numbered(f"{stem}-")
