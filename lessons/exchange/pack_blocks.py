"""The blocks of lesson and guide files: what each kind may hold, read from its section and written back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.exchange import markdown
from cms.exchange.fields import is_identifier
from cms.exchange.markdown import Line
from cms.exchange.marked_files import Section
from cms.exchange.problems import Problems, line
from cms.exchange.rich_text import Entry, List, Paragraph, RichText, Run, plain
from curriculum.enums import LESSON_TOPICS
from lessons.enums import PhaseCode

TITLE = "### "
LONGEST_TITLE = 120
LONGEST_TERM, LONGEST_MEANING = 80, 500
LONGEST_ALT = LONGEST_CAPTION = 200
MOST_MINUTES = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a block of this kind holds: its marker's keys (source only) and the parts of its text."""

    keys: tuple[str, ...] = ()
    has_title: bool = False
    needs_title: bool = False
    has_body: bool = True
    needs_body: bool = True
    has_entries: bool = False
    has_picture: bool = False


LESSON_KINDS = {
    "text": Kind(),
    "story": Kind(has_title=True),
    "activity": Kind(has_title=True),
    "picture": Kind(keys=("image",), has_body=False, has_picture=True),
    "glossary": Kind(has_body=False, has_entries=True),
    "question": Kind(keys=("item",), has_body=False),
    "facts": Kind(keys=("topics",), has_body=False),
    "help": Kind(needs_body=False),
}
GUIDE_KINDS = {
    "safety": Kind(),
    "phase": Kind(keys=("code", "minutes"), has_title=True, needs_title=True),
    "question": Kind(keys=("item",), has_body=False),
    "boarding": Kind(),
    "background": Kind(),
}
KINDS = LESSON_KINDS | GUIDE_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block. ``entries`` are words with their meaning; ``alt`` and ``caption`` belong to a picture."""

    kind: str
    id: str
    keys: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    body: RichText = ()
    entries: tuple[tuple[str, str], ...] = ()
    alt: str = ""
    caption: str = ""
    line: int = field(default=0, compare=False)


def read(section: Section, kinds: Mapping[str, Kind], file: str, problems: Problems, *, is_source: bool) -> Block:
    """Return the block of a section."""
    place = line(section.number)
    kind = kinds.get(section.kind)
    if kind is None:
        if section.kind:  # an unreadable marker was noted already
            problems.add(file, place, _("There is no block called %(kind)s here.") % {"kind": section.kind})
        return Block(kind=section.kind, id=section.id, line=section.number)
    lines = list(section.lines)
    title = _take_title(lines, file, problems) if kind.has_title else ""
    nodes = markdown.read(lines, file, problems)
    alt, caption = _read_picture(nodes, file, place, problems) if kind.has_picture else ("", "")
    block = Block(
        kind=section.kind,
        id=section.id,
        keys=_read_keys(section, kind, file, problems, is_source=is_source),
        title=title,
        body=nodes if kind.has_body else (),
        entries=tuple(_read_entries(nodes, file, place, problems)) if kind.has_entries else (),
        alt=alt,
        caption=caption,
        line=section.number,
    )
    if nodes and not (kind.has_body or kind.has_entries or kind.has_picture):
        problems.add(file, place, _("This block has no text of its own."))
    if is_source and kind.needs_body and kind.has_body and not nodes:
        problems.add(file, place, _("This block is empty."))
    if is_source and kind.needs_title and not title:
        problems.add(file, place, _("This block begins with a heading: ### and its words."))
    return block


def _take_title(lines: list[Line], file: str, problems: Problems) -> str:
    """Return the heading that opens the lines and take it off them."""
    while lines and not lines[0][1].strip():
        lines.pop(0)
    if not lines or not lines[0][1].startswith(TITLE):
        return ""
    number, text = lines.pop(0)
    title = markdown.read_plain(text.removeprefix(TITLE).strip(), file, line(number), problems)
    return _checked(title, LONGEST_TITLE, file, line(number), problems)


def _read_keys(section: Section, kind: Kind, file: str, problems: Problems, *, is_source: bool) -> dict[str, str]:
    place = line(section.number)
    found = dict(section.attributes)
    if not is_source:
        if found:
            problems.add(file, place, _("Only the file in the source language says this; leave it out here."))
        return {}
    for name in kind.keys:
        value = found.get(name)
        if value is None:
            problems.add(file, place, _("The marker lacks %(key)s=….") % {"key": name})
        elif not _is_valid(name, value):
            problems.add(file, place, _("The marker's %(key)s is not valid.") % {"key": name})
            del found[name]
    for name in sorted(found.keys() - set(kind.keys)):
        problems.add(file, place, _("The marker's key %(key)s is not known here.") % {"key": name})
    return {name: found[name] for name in kind.keys if name in found}


def _is_valid(name: str, value: str) -> bool:
    if name == "code":
        return value in PhaseCode.values
    if name == "minutes":
        return value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= MOST_MINUTES and value[0] != "0"
    if name == "topics":
        topics = value.split(",")
        return len(set(topics)) == len(topics) and set(topics) <= set(LESSON_TOPICS)
    return value.startswith("media/") if name == "image" else is_identifier(value)


def _read_entries(nodes: RichText, file: str, place: str, problems: Problems) -> Iterator[tuple[str, str]]:
    """Yield term and meaning of a list whose entries read ``- **Term**: meaning``."""
    for node in nodes:
        for entry in node.entries if isinstance(node, List) else ():
            term = entry.runs[0].text if entry.runs[0].style == (True, False) else ""
            rest = plain(entry.runs[1:])
            if not term or not rest.startswith(": ") or len(entry.runs) != 2 or entry.lists:  # noqa: PLR2004
                break
            yield (
                _checked(term, LONGEST_TERM, file, place, problems),
                _checked(rest[2:].strip(), LONGEST_MEANING, file, place, problems),
            )
        else:
            if isinstance(node, List):
                continue
        problems.add(file, place, _("Words are explained in a list: - **Word**: what it means."))
        return
    if not nodes:
        problems.add(file, place, _("This block is empty."))


def _read_picture(nodes: RichText, file: str, place: str, problems: Problems) -> tuple[str, str]:
    """Return what the picture shows, and its caption if a second paragraph stands there."""
    words = [plain(node.runs) for node in nodes if isinstance(node, Paragraph) and not node.is_heading]
    if len(words) != len(nodes) or len(words) not in (1, 2):
        problems.add(file, place, _("A picture has one paragraph that says what it shows, and perhaps a caption."))
        return "", ""
    alt = _checked(words[0], LONGEST_ALT, file, place, problems)
    return alt, _checked(words[1], LONGEST_CAPTION, file, place, problems) if words[1:] else ""


def _checked(text: str, most: int, file: str, place: str, problems: Problems) -> str:
    if len(text) > most:
        problems.add(file, place, _("This is longer than %(most)d characters.") % {"most": most})
    return text[:most]


def write(block: Block) -> Section:
    """Return the section of a block."""
    texts: list[str] = [TITLE + markdown.write_plain(block.title)] if block.title else []
    if block.entries:
        terms = tuple(Entry((Run(term, bold=True), Run(f": {meaning}"))) for term, meaning in block.entries)
        texts += markdown.write((List(terms),))
    elif block.alt:
        words = [block.alt, block.caption] if block.caption else [block.alt]
        texts += markdown.write(tuple(Paragraph((Run(text),)) for text in words))
    else:
        texts += markdown.write(block.body)
    return Section(block.kind, block.id, 0, block.keys, [(0, text) for text in texts])
