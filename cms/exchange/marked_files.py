"""Markdown files with a head of fields and marked sections: ``<!-- kind id key=value -->`` opens each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.exchange import yaml_files
from cms.exchange.fields import Fields, is_identifier
from cms.exchange.markdown import Line
from cms.exchange.problems import Problems, line

FENCE = "---"
MARKER = re.compile(r"<!-- ([a-z]{1,20}) ([^\s=]{1,60})((?: [a-z]{1,20}=[^\s=]{1,200}){0,8}) -->")


@dataclass(slots=True)
class Section:
    """What stands under one marker, up to the next."""

    kind: str
    id: str
    number: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class MarkedFile:
    """The head and the sections of a file."""

    head: Fields
    sections: list[Section]


def read(text: str, file: str, problems: Problems) -> MarkedFile:
    """Return head and sections; what is outside them or doubled is noted."""
    lines = text.split("\n")
    end = lines.index(FENCE, 1) if lines[0] == FENCE and FENCE in lines[1:] else 0
    if not end:
        problems.add(file, line(1), _("The file starts with its fields between two lines of three hyphens."))
    head = yaml_files.load("\n".join(lines[1:end]), file, problems, first_line=2) if end else {}
    sections: list[Section] = []
    seen: set[str] = set()
    for number, content in enumerate(lines[end + 1 if end else 0 :], end + 2 if end else 1):
        if content.startswith("<!--"):
            section = _section(content.rstrip(), number, file, problems)
            if section.id in seen:
                problems.add(file, line(number), _("The name %(id)s stands here twice.") % {"id": section.id})
            seen.add(section.id)
            sections.append(section)
        elif sections:
            sections[-1].lines.append((number, content.rstrip()))
        elif content.strip():
            problems.add(file, line(number), _("Text before the first marker belongs to no block."))
    return MarkedFile(Fields(head if head is not None else {}, file, problems), sections)


def _section(content: str, number: int, file: str, problems: Problems) -> Section:
    found = MARKER.fullmatch(content)
    if not found or not is_identifier(found[2]):
        problems.add(file, line(number), _("A marker reads <!-- kind id --> or <!-- kind id key=value -->."))
        return Section("", f"?{number}", number)
    pairs = [pair.split("=") for pair in found[3].split()]
    attributes = {pair[0]: pair[1] for pair in pairs}
    if len(attributes) < len(pairs):
        problems.add(file, line(number), _("The marker names a key twice."))
    return Section(found[1], found[2], number, attributes)


def write(head: yaml_files.Yaml, sections: Iterator[Section]) -> str:
    """Return the canonical text of a file: one empty line between sections, none inside beyond what they hold."""
    parts = []
    for section in sections:
        pairs = "".join(f" {name}={value}" for name, value in section.attributes.items())
        marker = f"<!-- {section.kind} {section.id}{pairs} -->"
        parts.append("\n".join([marker, *(text for _number, text in section.lines)]))
    return f"{FENCE}\n{yaml_files.dump(head)}{FENCE}\n" + "\n\n".join(parts) + "\n"
