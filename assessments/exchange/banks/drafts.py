"""Questions as most other systems think of them (answers with a share of the points) turned into our kinds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion, Value
from assessments.interactions.text_entry.normalising import LONGEST_POSTED, normalised

FULL = Decimal(100)
NUMBER = re.compile(r"[-+]?(\d{1,18}([.,]\d{0,18})?|[.,]\d{1,18})([eE][-+]?\d{1,2})?")
ALMOST = Decimal("99.99")
ANYTHING = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: `share` is its part of the points in per cent, below zero where it takes some away."""

    text: str
    share: Decimal = Decimal(0)
    feedback: str = ""

    @property
    def is_full(self) -> bool:
        """Whether it earns all points alone."""
        return self.share >= ALMOST


def letters(number: int, prefix: str = "") -> str:
    """Return the name of an entry by its place: a, b, … z, a1, b1, …"""
    return prefix + chr(ord("a") + number % 26) + (str(number // 26) if number >= 26 else "")  # noqa: PLR2004


def texts(**words: str) -> dict[str, str]:
    """Return the texts that have words."""
    return {name: text for name, text in words.items() if text}


def choice(
    source: Source, prompt: str, answers: Sequence[Answer], *, single: bool, shuffle: bool = True, feedback: str = ""
) -> tuple[str, PackQuestion]:
    """One right choice or several; shares of points become right or wrong, with a note where they said more."""
    right = _single_key(source, answers) if single else _several_keys(source, answers)
    entries = tuple(
        PackEntry(letters(place), texts(text=answer.text, feedback=answer.feedback), {"correct": place in right})
        for place, answer in enumerate(answers)
    )
    shared = not single and len(right) > 1 and any(0 < answer.share < ALMOST for answer in answers)
    settings: dict[str, Value] = {
        "cardinality": "single" if single else "multiple",
        "shuffle": shuffle,
        "scoring": "partial" if shared else "all",
    }
    return "choice", PackQuestion(texts(prompt=prompt, feedback=feedback), {CHOICES: entries}, settings)


def _single_key(source: Source, answers: Sequence[Answer]) -> set[int]:
    best = max((answer.share for answer in answers), default=Decimal(0))
    right = [place for place, answer in enumerate(answers) if answer.share == best and best > 0]
    if len(right) > 1:
        raise Unusable(Reason.SEVERAL_KEYS)
    if any(answer.share not in (0, best) for answer in answers) or (right and best < ALMOST):
        source.note(Reason.WEIGHTS_LOST)
    return set(right)


def _several_keys(source: Source, answers: Sequence[Answer]) -> set[int]:
    right = {place for place, answer in enumerate(answers) if answer.share > 0}
    if len({answer.share for answer in answers if answer.share > 0}) > 1:
        source.note(Reason.WEIGHTS_LOST)
    return right


def true_false(
    prompt: str, *, answer: bool, feedback_right: str = "", feedback_wrong: str = "", feedback: str = ""
) -> tuple[str, PackQuestion]:
    """A statement to judge."""
    words = texts(prompt=prompt, feedback_right=feedback_right, feedback_wrong=feedback_wrong, feedback=feedback)
    return "true_false", PackQuestion(words, {}, {"answer": answer})


def text_entry(
    source: Source, prompt: str, gaps: Sequence[Sequence[Answer]], *, passage: str = "", case: bool = False,
    feedback: str = "",
) -> tuple[str, PackQuestion]:  # fmt: skip
    """Words to be typed: known answers of each gap, right or wrong."""
    entries: list[PackEntry] = []
    seen: set[tuple[int, str]] = set()
    for gap, answers in enumerate(gaps, 1):
        for answer in _known(source, answers):
            compared = (gap, normalised(answer.text[:LONGEST_POSTED], case_matters=case, fold_letters=True))
            if compared in seen:
                continue  # other systems list spellings that count as the same here
            seen.add(compared)
            words = texts(text=answer.text, feedback=answer.feedback)
            settings: dict[str, Value] = {"gap": gap, "correct": answer.is_full}
            entries.append(PackEntry(letters(len(entries)), words, settings))
        if not any(answer.is_full for answer in answers):
            raise Unusable(Reason.NO_KEY)
    settings = {"scoring": "partial" if len(gaps) > 1 else "all", "case": case, "fold_letters": True}
    return "text_entry", PackQuestion(
        texts(prompt=prompt, passage=passage, feedback=feedback), {CHOICES: tuple(entries)}, settings
    )


def _known(source: Source, answers: Sequence[Answer]) -> Iterable[Answer]:
    for answer in answers:
        if 0 < answer.share < ALMOST:
            source.note(Reason.WEIGHTS_LOST)
        if answer.text == ANYTHING:
            if answer.is_full:
                raise Unusable(Reason.NO_KEY)
            if answer.feedback:
                source.note(Reason.FEEDBACK_LOST)
            continue
        bare = re.sub(r"(?<!\\)\*", "", answer.text).replace("\\*", "*").strip()
        if bare != answer.text.replace("\\*", "*").strip():
            source.note(Reason.PATTERN_LOST, answer.text)
        yield replace(answer, text=bare)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Numbers that count as the same answer; both ends belong to it."""

    low: Decimal
    high: Decimal
    share: Decimal = FULL
    feedback: str = ""


def numeric(
    source: Source, prompt: str, ranges: Sequence[Range], *, unit: str = "", feedback: str = ""
) -> tuple[str, PackQuestion]:
    """A number: one right range, and the mistakes that have a comment of their own."""
    right = [range_ for range_ in ranges if range_.share >= ALMOST]
    if not right:
        raise Unusable(Reason.NO_KEY)
    low, high = min(range_.low for range_ in right), max(range_.high for range_ in right)
    if any(range_.low > right[0].high or range_.high < right[0].low for range_ in right[1:]):
        raise Unusable(Reason.SEVERAL_KEYS)
    if any(range_.feedback for range_ in right):
        source.note(Reason.FEEDBACK_LOST)
    mistakes: list[PackEntry] = []
    for range_ in ranges:
        if range_.share >= ALMOST:
            continue
        if range_.share > 0:
            source.note(Reason.WEIGHTS_LOST)
        if low <= range_.low and range_.high <= high:
            continue
        settings: dict[str, Value] = {"low": decimal(range_.low), "high": decimal(range_.high)}
        mistakes.append(PackEntry(letters(len(mistakes)), texts(feedback=range_.feedback), settings))
    settings = {"low": decimal(low), "high": decimal(high)}
    words = texts(prompt=prompt, passage=unit, feedback=feedback)
    return "numeric", PackQuestion(words, {CHOICES: tuple(mistakes)} if mistakes else {}, settings)


def match(
    prompt: str, pairs: Sequence[tuple[str, str]], *, spare: Sequence[str] = (), feedback: str = ""
) -> tuple[str, PackQuestion]:
    """Pairs: equal right sides are one target, spare ones belong to nobody."""
    names: dict[str, str] = {}
    for right in (*(right for _left, right in pairs), *spare):
        names.setdefault(right, letters(len(names), "t-"))
    lefts = tuple(
        PackEntry(letters(place), texts(text=left), {"target": names[right]})
        for place, (left, right) in enumerate(pairs)
    )
    targets = tuple(PackEntry(name, texts(text=right)) for right, name in names.items())
    lists = {CHOICES: lefts, "targets": targets}
    return "match", PackQuestion(texts(prompt=prompt, feedback=feedback), lists, {"scoring": "partial"})


def order(prompt: str, entries: Sequence[str], *, feedback: str = "") -> tuple[str, PackQuestion]:
    """Entries in their right order."""
    listed = tuple(PackEntry(letters(place), texts(text=text)) for place, text in enumerate(entries))
    return "order", PackQuestion(texts(prompt=prompt, feedback=feedback), {CHOICES: listed})


def extended_text(prompt: str, *, feedback: str = "") -> tuple[str, PackQuestion]:
    """A text that a person marks."""
    return "extended_text", PackQuestion(texts(prompt=prompt, feedback=feedback))


def share(text: str) -> Decimal:
    """Return a percentage as a number; what is none counts as nothing."""
    found = number(text)
    return found if found is not None and abs(found) <= FULL else Decimal(0)


def number(text: str) -> Decimal | None:
    """Return a number written with a dot or a comma, of a size that somebody could mean."""
    written = text.strip().replace("\u2212", "-")
    if not NUMBER.fullmatch(written):
        return None
    try:
        return Decimal(written.replace(",", "."))
    except InvalidOperation:
        return None


def decimal(value: Decimal) -> str:
    """Return a number the way the house writes it: no exponent, no zeros at the end, a dot."""
    written = format(value, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written
