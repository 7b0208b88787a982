"""A list of names as teachers paste it: what may be stored of each line, and what has to be asked.

Out of lines such as ``12. Коваленко Марія Петрівна, +380…`` only the given name is kept, with the first letter of the
family name where two in the class would otherwise be called the same. What was cut off does not outlive the reading.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

NAME_LIMIT = 20
# Longer lines are cut before anything else looks at them.
LONGEST_LINE = 200
SUFFIX_LETTERS = 2
SHORTEST_WORD = 2
PAIR = 2

ADDRESS = re.compile(r"\S*@\S*|\S*://\S*|www\.\S*", re.IGNORECASE)
# Telephone numbers, dates, registration numbers.
LONG_NUMBER = re.compile(r"\+?\d(?:[\s()./-]*\d){3,}")
NUMBERING = re.compile(r"^\s*(?:\d{1,3}\s*[.):\-–]?\s+|\d{1,3}\s*[.)]\s*|[-–—•*·]\s*)")
SEPARATORS = re.compile(r"[\s;|/\\]+")
SPELLING = str.maketrans("'ʼ`", "’’’")
LETTERS = r"[^\W\d_]"
WORD = rf"{LETTERS}+(?:['’ʼ\-]{LETTERS}+)*"
# One given name (a double one is joined by a hyphen) and, where needed, one or two letters or a number.
STORED_NAME = re.compile(rf"{WORD}(?: (?:{LETTERS}{{1,2}}\.?|\d{{1,2}}))?")
INITIAL = re.compile(rf"{LETTERS}{{1,2}}\.|{LETTERS}")
PATRONYMIC = re.compile(
    r"(?:ович|евич|йович|ьович|івна|ївна|овна|евна|инична|ovych|ovich|evich|ivna|ovna)$", re.IGNORECASE
)
# Endings of family names that given names do not have: a hint for the suggestion, never a reason to refuse.
SURE_FAMILY = re.compile(
    r".{2,}(?:енко|чук|щук|ський|ська|цький|цька|enko|chuk|skyi|escu|eanu|швілі|швили|ishvili)", re.IGNORECASE
)
FAMILY = re.compile(
    SURE_FAMILY.pattern
    + r"|.{3,}(?:юк|чак|няк|ець|зький|зька|ський|ский|ская|цкий|цкая|ців|ишин|ов|ова|єв|єва|ев|ева|ёв|ёва"
    r"|iuk|yuk|iak|ska|aru|ov|ova|ev|eva|дзе|оглы|оглу)",
    re.IGNORECASE,
)


class NameProblem(StrEnum):
    """Why one line cannot be taken as it stands."""

    DOUBLE = "double"  # somebody in the class is called the same
    TOO_LONG = "too_long"
    NOT_A_NAME = "not_a_name"  # no letters, or more than a given name and a letter
    ADDRESS = "address"  # an e-mail address, a telephone number, a date


class Remark(StrEnum):
    """What the teacher should know about a line that can be taken."""

    FAMILY_CUT = "family_cut"
    CONTACT_CUT = "contact_cut"
    FAMILY_LIKELY = "family_likely"


@dataclass(frozen=True, slots=True)
class PastedLine:
    """What one line gave: the given name and letters that could tell it apart."""

    given: str = field(repr=False)
    suffix: str = field(default="", repr=False)
    letters: str = field(default="", repr=False)
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one line before it is known which of them is the family name."""

    names: Sequence[str] = field(repr=False)
    suffix: str = field(repr=False)
    has_comma: bool
    had_contacts: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line as it would be stored, with what the teacher has to settle."""

    name: str = field(repr=False)
    problem: NameProblem | None = None
    remarks: tuple[Remark, ...] = ()


def read_names(text: str) -> list[PastedLine]:
    """Return one entry for each line that holds anything.

    Lists are written one way throughout: lines that do not show by themselves whether the family name comes first
    follow those that do.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    read = [_read_line(line[:LONGEST_LINE]) for line in lines if line.strip()]
    family_first = sum(_order_of(line.names, has_comma=line.has_comma) for line in read) > 0
    return [_settled(line, family_first=family_first) for line in read]


def propose(lines: Sequence[PastedLine], taken: Iterable[str]) -> list[Proposal]:
    """Return what to store for each line; letters are added only where a name would stand twice.

    ``taken``: the names that the class has. Of two equal lines the first one keeps its name.
    """
    used = {name_key(name) for name in taken}
    wanted = [name_key(_joined(line)) for line in lines]
    proposals = []
    for line, key in zip(lines, wanted, strict=True):
        name = _joined(line)
        if (key in used or wanted.count(key) > 1) and line.letters and not line.suffix:
            name = _told_apart(line, used)
        problem = problem_of(name, used)
        if problem is None:
            used.add(name_key(name))
        proposals.append(Proposal(name, problem, line.remarks))
    return proposals


def problem_of(name: str, used: Collection[str]) -> NameProblem | None:
    """Return why a name cannot be stored as written; ``used`` holds keys of names that are taken."""
    if ADDRESS.search(name) or LONG_NUMBER.search(name):
        return NameProblem.ADDRESS
    if not STORED_NAME.fullmatch(name):
        return NameProblem.NOT_A_NAME
    if len(name) > NAME_LIMIT:
        return NameProblem.TOO_LONG
    return NameProblem.DOUBLE if name_key(name) in used else None


def problems_of(names: Sequence[str], taken: Iterable[str]) -> dict[int, NameProblem]:
    """Return the problems of confirmed lines by their position; the first of two equal lines has none."""
    used = {name_key(name) for name in taken}
    problems: dict[int, NameProblem] = {}
    for position, name in enumerate(names):
        problem = problem_of(name, used)
        if problem is not None:
            problems[position] = problem
        used.add(name_key(name))
    return problems


def clean_name(text: str) -> str:
    """Return a typed name in its stored spelling: one blank between words, one kind of apostrophe."""
    text = unicodedata.normalize("NFC", text[:LONGEST_LINE])
    visible = "".join(sign if unicodedata.category(sign)[0] not in "CZ" else " " for sign in text)
    return " ".join(visible.translate(SPELLING).split())


def name_key(name: str) -> str:
    """Return what two names share that sound the same when they are called out."""
    return clean_name(name).casefold().rstrip(".")


def _read_line(line: str) -> _Words:
    line = clean_name(NUMBERING.sub("", line))
    without_contacts = LONG_NUMBER.sub(" ", ADDRESS.sub(" ", line))
    before_comma, comma, _after = without_contacts.partition(",")
    words = [_word(part) for part in SEPARATORS.split(without_contacts.replace(",", " "))]
    suffixes = [word for word in words if INITIAL.fullmatch(word) or (word.isdigit() and len(word) <= SUFFIX_LETTERS)]
    names = [word for word in words if re.fullmatch(WORD, word) and len(word) >= SHORTEST_WORD]
    return _Words(
        names=[word for word in names if word not in suffixes],
        suffix=_suffix(suffixes[0]) if suffixes else "",
        has_comma=bool(comma) and len(before_comma.split()) == 1,
        had_contacts=without_contacts != line,
    )


def _settled(line: _Words, *, family_first: bool) -> PastedLine:
    remarks = [Remark.CONTACT_CUT] if line.had_contacts else []
    if not line.names:
        return PastedLine("", remarks=tuple(remarks))
    given, family = _given_and_family(line, family_first=family_first)
    if len(line.names) > 1:
        remarks.append(Remark.FAMILY_CUT)
    elif SURE_FAMILY.fullmatch(given):
        remarks.append(Remark.FAMILY_LIKELY)
    return PastedLine(_capitalised(given), line.suffix, family[:SUFFIX_LETTERS], tuple(remarks))


def _given_and_family(line: _Words, *, family_first: bool) -> tuple[str, str]:
    """Return given name and family name out of the words of a line; the latter may be empty."""
    names = line.names
    if len(names) == 1:
        return names[0], ""
    for place, word in enumerate(names):
        if place and PATRONYMIC.search(word):
            rest = [*names[: place - 1], *names[place + 1 :]]
            return names[place - 1], rest[0] if rest else ""
    order = _order_of(names, has_comma=line.has_comma)
    comes_first = order > 0 or (order == 0 and family_first)
    return (names[1], names[0]) if comes_first else (names[0], names[-1])


def _order_of(names: Sequence[str], *, has_comma: bool) -> int:
    """Return 1 where the family name shows that it comes first, -1 where it comes last, 0 where nothing shows."""
    if len(names) == 1 or not names:
        return 0
    first, last = names[0], names[-1]
    if PATRONYMIC.search(last) and len(names) > PAIR:
        return 1
    if has_comma or (first.isupper() and not last.isupper()):
        return 1
    if last.isupper() and not first.isupper():
        return -1
    return bool(FAMILY.fullmatch(first)) - bool(FAMILY.fullmatch(last))


def _told_apart(line: PastedLine, used: Collection[str]) -> str:
    """Return the name with one letter of the family name, or two where one is not enough."""
    name = _joined(line)
    for count in range(1, len(line.letters) + 1):
        name = f"{line.given} {_capitalised(line.letters[:count])}."
        if name_key(name) not in used:
            return name
    return name


def _joined(line: PastedLine) -> str:
    return f"{line.given} {line.suffix}".strip()


def _word(text: str) -> str:
    """Return a word without signs around it; the full stop of an initial stays."""
    word = text.strip('.,:;!?()[]{}"«»„“”<>#_-–—*•·+=&%')
    return f"{word}." if text.endswith(".") and len(word) <= SUFFIX_LETTERS else word


def _suffix(word: str) -> str:
    return word if word.isdigit() else f"{_capitalised(word.rstrip('.'))}."


def _capitalised(word: str) -> str:
    """Return the word in the spelling of names; a word of mixed letters is left as it is."""
    if word.islower() or (word.isupper() and len(word) > 1):
        return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
    return word
