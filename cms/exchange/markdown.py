"""The packs' Markdown: a strict subset without surprises, read line by line and written back unchanged.

Paragraphs and list entries of one line each, ``### `` headings, ``- `` and ``1. `` lists, ``**bold**``, ``*italic*``,
a backslash before a sign that is meant as itself, a backslash at a line's end for a line break. One asterisk switches
italic, two bold, three both: so every styled text can be written, also where Markdown's own rules of words and
punctuation find no bold. What the subset leaves out (links, HTML, pictures, quotes, code, tables) is a named problem.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.exchange.problems import Problems, line
from cms.exchange.rich_text import BREAK, Entry, List, Node, Paragraph, RichText, Run, Runs, plain, tidy, tidy_runs

type Line = tuple[int, str]

MAX_DEPTH = 6
SWITCHES = {"*": (False, True), "**": (True, False), "***": (True, True)}  # sign: switches bold, switches italic
SIGN_NAMES = {
    "<": gettext_lazy("HTML"),
    "`": gettext_lazy("Code"),
    "![": gettext_lazy("A picture"),
    "](": gettext_lazy("A link"),
}
ENTRY = re.compile(r"( *)(?:-|([0-9]{1,3})\.) +(\S.*)")
HEADING = re.compile(r"### +(\S.*)")
# What other Markdown would read as something else at the start of a line.
STRANGE_START = re.compile(r"#|>|\||```|~~~|[+*]( |$)|-( |$)|[0-9]+[.)]( |$)|(-{3,}|={3,}|_{3,})$")
TOKEN = re.compile(r"\\([!-/:-@\[-`{-~])|\*+|<(?=[A-Za-z/!?])|`|!\[|\]\(")
TO_ESCAPE = re.compile(r"[\\*_`]|<(?=[A-Za-z/!?])|!(?=\[)|\](?=\()|&(?=#?\w+;)")
START_TO_ESCAPE = re.compile(r"[#>|~+=-]|[0-9]+(?=[.)]( |$))")


def read(lines: Sequence[Line], file: str, problems: Problems) -> RichText:
    """Return the formatted text of these numbered lines; what cannot be read is noted and left out."""
    return tidy(_Reader(lines, file, problems).nodes())


def read_plain(text: str, file: str, place: str, problems: Problems) -> str:
    """Return one line of text that takes no style, such as a heading."""
    runs = _read_runs(text, file, place, problems)
    if any(run.bold or run.italic for run in runs):
        problems.add(file, place, _("Bold and italic are not possible here."))
    return plain(runs)


class _Reader:
    """Walks over the lines once."""

    def __init__(self, lines: Sequence[Line], file: str, problems: Problems) -> None:
        self._lines = list(lines)
        self._at = 0
        self._file = file
        self._problems = problems

    def nodes(self) -> Iterator[Node]:
        """Yield each paragraph, heading and list."""
        while self._at < len(self._lines):
            number, text = self._lines[self._at]
            if not text.strip():
                self._at += 1
            elif heading := HEADING.fullmatch(text):
                self._at += 1
                yield Paragraph(_read_runs(heading[1], self._file, line(number), self._problems), is_heading=True)
            elif ENTRY.fullmatch(text):
                yield self._list(0, 1)
            else:
                yield self._paragraph()

    def _paragraph(self) -> Paragraph:
        number, text = self._lines[self._at]
        if text.startswith(" "):
            self._note(number, _("A paragraph is not indented."))
        elif STRANGE_START.match(text):
            self._note(number, _("A line cannot start like this; put a backslash before the sign if it is meant so."))
        runs = self._runs(text)
        if self._at < len(self._lines):
            number, text = self._lines[self._at]
            if text.strip() and not ENTRY.fullmatch(text) and not HEADING.fullmatch(text):
                self._note(number, _("A paragraph stands on one line; leave an empty line before the next one."))
        return Paragraph(runs)

    def _runs(self, text: str) -> Runs:
        """Return the runs of the current line and of those it continues on; moves on behind them."""
        number = self._lines[self._at][0]
        self._at += 1
        parts = [text.strip()]
        while _is_broken(parts[-1]) and self._at < len(self._lines) and self._lines[self._at][1].strip():
            parts[-1] = parts[-1][:-1] + BREAK
            parts.append(self._lines[self._at][1].strip())
            self._at += 1
        return _read_runs("".join(parts), self._file, line(number), self._problems)

    def _list(self, indent: int, depth: int) -> List:
        entries: list[Entry] = []
        is_numbered: bool | None = None
        while self._at < len(self._lines):
            number, text = self._lines[self._at]
            found = ENTRY.fullmatch(text)
            if not found or len(found[1]) < indent:
                if text.strip() and not found and not HEADING.fullmatch(text):
                    self._note(number, _("A list entry stands on one line; leave an empty line after the list."))
                break
            if entries and len(found[1]) > indent + 1 and depth < MAX_DEPTH:
                entries[-1] = Entry(entries[-1].runs, (*entries[-1].lists, self._list(len(found[1]), depth + 1)))
                continue
            if is_numbered not in (None, found[2] is not None):
                break
            if len(found[1]) > indent:
                self._note(number, _("This list entry is indented too far."))
            is_numbered = found[2] is not None
            if found[2] is not None and int(found[2]) != len(entries) + 1:
                self._note(number, _("The numbers of a list run 1, 2, 3; this is %(number)s.") % {"number": found[2]})
            entries.append(Entry(self._runs(found[3])))
        return List(tuple(entries), bool(is_numbered))

    def _note(self, number: int, message: str) -> None:
        self._problems.add(self._file, line(number), message)


def _is_broken(text: str) -> bool:
    """Whether the line ends with a backslash that is not itself escaped."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _read_runs(text: str, file: str, place: str, problems: Problems) -> Runs:
    """Return the runs of a paragraph's text: signs switch style, escapes are undone."""
    runs: list[Run] = []
    bold = italic = False
    end = 0
    for token in TOKEN.finditer(text):
        runs.append(Run(text[end : token.start()], bold, italic))
        end = token.end()
        sign = token[0]
        if token[1]:
            runs.append(Run(token[1], bold, italic))
        elif sign in SWITCHES:
            bold ^= SWITCHES[sign][0]
            italic ^= SWITCHES[sign][1]
        else:
            message = _("%(what)s is not possible here; for the sign itself write \\%(sign)s.")
            what = SIGN_NAMES.get(sign, _("A row of asterisks"))
            problems.add(file, place, message % {"what": what, "sign": sign[0]})
    runs.append(Run(text[end:], bold, italic))
    if bold or italic:
        problems.add(file, place, _("Bold or italic begins and does not end; for the sign itself write \\*."))
    return tidy_runs(runs)


def write(nodes: RichText) -> list[str]:
    """Return the lines of a formatted text, without an empty line at either end."""
    lines: list[str] = []
    after_heading = True
    for node in nodes:
        if not after_heading:
            lines.append("")
        after_heading = isinstance(node, Paragraph) and node.is_heading
        if isinstance(node, List):
            lines += _list_lines(node, "")
        elif node.is_heading:
            lines.append("### " + write_runs(node.runs).replace(f"\\{BREAK}", " "))
        else:
            lines += write_runs(node.runs).split(BREAK)
    return lines


def write_runs(runs: Iterable[Run]) -> str:
    """Return the text of a paragraph, styles as signs; line breaks stay, each behind its backslash."""
    parts = []
    bold = italic = False
    for run in [*runs, Run("")]:
        parts.append("*" * ((bold != run.bold) * 2 + (italic != run.italic)))
        bold, italic = run.style
        parts.append(TO_ESCAPE.sub(r"\\\g<0>", run.text))
    lines = "".join(parts).split(BREAK)
    return f"\\{BREAK}".join(_escape_start(text) for text in lines)


def write_plain(text: str) -> str:
    """Return one line of text without style."""
    return write_runs([Run(text.replace(BREAK, " "))])


def _escape_start(text: str) -> str:
    found = START_TO_ESCAPE.match(text)
    if not found:
        return text
    end = found.end()
    if text[0].isdigit():
        return f"{text[:end]}\\{text[end:]}"
    return f"\\{text}" if STRANGE_START.match(text) else text


def _list_lines(node: List, indent: str) -> Iterator[str]:
    for number, entry in enumerate(node.entries, 1):
        mark = f"{number}. " if node.is_numbered else "- "
        inner = indent + " " * len(mark)
        first, *rest = write_runs(entry.runs).split(BREAK)
        yield indent + mark + first
        yield from (inner + text for text in rest)
        for child in entry.lists:
            yield from _list_lines(child, inner)
