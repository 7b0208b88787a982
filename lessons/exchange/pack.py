"""Lesson and guide files of a content pack, ``lesson.<language>.md`` and ``guide.<language>.md``, and back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.enums import ContentLevel
from cms.exchange import markdown, marked_files
from cms.exchange.fields import Fields
from cms.exchange.marked_files import Section
from cms.exchange.problems import Problems, line
from cms.exchange.yaml_files import Inline, Yaml
from lessons.enums import StepPart
from lessons.exchange import pack_blocks
from lessons.exchange.pack_blocks import GUIDE_KINDS, LESSON_KINDS, Block

SOURCE_FIELDS = ("number", "slug", "minutes", "content_level", "competencies")
NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3})?")
HEADING = re.compile(r"## +(\S.*)")
LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page of a lesson."""

    id: str
    heading: str
    part: str = ""
    blocks: tuple[Block, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonDoc:
    """A lesson in one language; what only the source says is empty in a translation."""

    id: str
    title: str
    summary: str = ""
    audience: str = ""
    objectives: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    number: str = ""
    slug: str = ""
    minutes: int = 0
    content_level: int = 0
    competencies: tuple[str, ...] = ()
    is_source: bool = True

    @property
    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of all steps."""
        for step in self.steps:
            yield from step.blocks

    def items(self) -> list[str]:
        """Return the questions to try, in reading order."""
        return [block.keys["item"] for block in self.blocks if "item" in block.keys]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideDoc:
    """The teacher's guide in one language."""

    id: str
    materials: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    is_source: bool = True


def read_lesson(text: str, file: str, problems: Problems, *, is_source: bool) -> LessonDoc:
    """Return the lesson of a file; what cannot be read is noted."""
    content = marked_files.read(text, file, problems)
    head = content.head
    if not is_source:
        head.refuse(SOURCE_FIELDS)
    lesson = LessonDoc(
        id=head.identifier("id"),
        number=_read_number(head) if is_source else "",
        slug=head.identifier("slug") if is_source else "",
        minutes=head.whole("minutes", 1, 240) if is_source else 0,
        content_level=head.whole("content_level", min(ContentLevel.values), max(ContentLevel.values))
        if is_source
        else 0,
        competencies=head.identifiers("competencies", required=False) if is_source else (),
        title=head.text("title", most=255, required=is_source),
        summary=head.text("summary", most=1000, required=False),
        audience=head.text("audience", most=120, required=False),
        objectives=head.strings("objectives", most=250, required=False),
        steps=tuple(_read_steps(content.sections, file, problems, is_source=is_source)),
        is_source=is_source,
    )
    head.end()
    return lesson


def _read_number(head: Fields) -> str:
    number = head.text("number", most=7)
    if number and not NUMBER.fullmatch(number):
        head.add("number", _("A number reads 2 or 2.1."))
    return number


def _read_steps(sections: list[Section], file: str, problems: Problems, *, is_source: bool) -> Iterator[Step]:
    """Yield each step with the blocks up to the next one."""
    opened: Step | None = None
    blocks: list[Block] = []
    for section in sections:
        if section.kind == "step":
            if opened:
                yield _with_blocks(opened, blocks)
            opened, blocks = _read_step(section, file, problems, is_source=is_source), []
        elif opened is None:
            problems.add(file, line(section.number), _("The first marker of a lesson opens a step."))
        else:
            blocks.append(pack_blocks.read(section, LESSON_KINDS, file, problems, is_source=is_source))
    if opened:
        yield _with_blocks(opened, blocks)


def _with_blocks(step: Step, blocks: list[Block]) -> Step:
    return Step(id=step.id, heading=step.heading, part=step.part, blocks=tuple(blocks), line=step.line)


def _read_step(section: Section, file: str, problems: Problems, *, is_source: bool) -> Step:
    place = line(section.number)
    part = section.attributes.get("part", "")
    if not is_source and section.attributes:
        problems.add(file, place, _("Only the file in the source language says this; leave it out here."))
    elif section.attributes.keys() - {"part"} or part not in ("", *StepPart.values):
        problems.add(file, place, _("A step's marker says part=%(parts)s or nothing.") % {
            "parts": "|".join(StepPart.values)
        })  # fmt: skip
    words = [(number, text) for number, text in section.lines if text.strip()]
    found = HEADING.fullmatch(words[0][1]) if words else None
    if len(words) > 1 or (words and not found):
        problems.add(file, line(words[-1][0]), _("A step has one heading, ## and its words; text stands in blocks."))
    if not found:
        if is_source:
            problems.add(file, place, _("The step has no heading."))
        return Step(id=section.id, heading="", part=part if is_source else "", line=section.number)
    heading = markdown.read_plain(found[1].strip(), file, line(words[0][0]), problems)
    if len(heading) > LONGEST_HEADING:
        problems.add(file, line(words[0][0]), _("This is longer than %(most)d characters.") % {"most": LONGEST_HEADING})
    return Step(id=section.id, heading=heading[:LONGEST_HEADING], part=part if is_source else "", line=section.number)


def read_guide(text: str, file: str, problems: Problems, *, is_source: bool) -> GuideDoc:
    """Return the guide of a file; what cannot be read is noted."""
    content = marked_files.read(text, file, problems)
    guide = GuideDoc(
        id=content.head.identifier("id"),
        materials=content.head.strings("materials", most=200, required=False),
        blocks=tuple(
            pack_blocks.read(section, GUIDE_KINDS, file, problems, is_source=is_source) for section in content.sections
        ),
        is_source=is_source,
    )
    content.head.end()
    return guide


def write_lesson(lesson: LessonDoc) -> str:
    """Return the canonical file."""
    head: dict[str, Yaml] = {"id": lesson.id}
    if lesson.is_source:
        head |= {
            "number": lesson.number,
            "slug": lesson.slug,
            "minutes": lesson.minutes,
            "content_level": lesson.content_level,
        }
        if lesson.competencies:
            head["competencies"] = Inline(lesson.competencies)
    for name, text in (("title", lesson.title), ("summary", lesson.summary), ("audience", lesson.audience)):
        if text:
            head[name] = text
    if lesson.objectives:
        head["objectives"] = list(lesson.objectives)
    return marked_files.write(head, _lesson_sections(lesson))


def _lesson_sections(lesson: LessonDoc) -> Iterator[Section]:
    for step in lesson.steps:
        heading = [(0, f"## {markdown.write_plain(step.heading)}")] if step.heading else []
        yield Section("step", step.id, 0, {"part": step.part} if step.part else {}, heading)
        yield from (pack_blocks.write(block) for block in step.blocks)


def write_guide(guide: GuideDoc) -> str:
    """Return the canonical file."""
    head: dict[str, Yaml] = {"id": guide.id}
    if guide.materials:
        head["materials"] = list(guide.materials)
    return marked_files.write(head, (pack_blocks.write(block) for block in guide.blocks))
