"""What every reader ends with: a question is taken, or reported with the reason, by the same rules for all formats."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assessments import interactions
from assessments.exchange.banks.base import (
    MOST_QUESTIONS,
    Bank,
    BankError,
    BankQuestion,
    Finding,
    Media,
    Reason,
    Refusal,
)
from assessments.exchange.banks.pictures import mark_of
from assessments.interactions.base import Json
from assessments.interactions.packing import LONGEST, LONGEST_OTHER, PackEntry, PackQuestion, Setting, Shape, Value

LONGEST_NAME = 120
LONGEST_DETAIL = 120
LONGEST_KEY = 200
# Texts without which a question can be asked all the same: other systems know no misconceptions. A rubric belongs to
# this house alone, so that an essay comes in without one, and waits in the bank until its author has chosen it.
OPTIONAL = ("misconception", "feedback", "feedback_right", "feedback_wrong", "rubric")


class Unusable(Exception):
    """A question cannot be taken; `reason` says why."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason, self.detail = reason, detail


@dataclass(slots=True, kw_only=True)
class Source:
    """Where a question stands in the file, what is known of it beside its content, and what was lost on the way."""

    place: str
    source_kind: str = ""
    name: str = ""
    identifier: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    media: list[Media] = field(default_factory=list)
    notes: list[tuple[Reason, str]] = field(default_factory=list)

    def note(self, reason: Reason, detail: str = "") -> None:
        """Remember something to tell, once."""
        if (reason, detail) not in self.notes:
            self.notes.append((reason, detail))


class Collector:
    """Gathers the questions of one file; nothing that it was given is missing in the `Bank` it returns."""

    def __init__(self, format_name: str, notes: Iterable[Finding] = ()) -> None:
        self.format = format_name
        self._questions: list[BankQuestion] = []
        self._reported: list[Finding] = []
        self._notes = list(notes)
        self._seen: set[str] = set()

    def add(self, source: Source, build: Callable[[Source], tuple[str, PackQuestion]]) -> bool:
        """Take the question that ``build`` makes, or report why it cannot be taken; return whether it was taken."""
        self._count()
        try:
            kind, question = build(source)
            # A refused question is easier to find by its words than by nothing.
            source.name = source.name or " ".join(question.texts.get("prompt", "").split())[:LONGEST_NAME]
            if reason := refusal(kind, question):
                raise Unusable(*reason)
        except Unusable as unusable:
            self._reported.append(_finding(source, unusable.reason, unusable.detail))
            return False
        return self.take(source, kind, question)

    def take(self, source: Source, kind: str, question: PackQuestion) -> bool:
        """Take a question that has been checked, unless it stands in the file already."""
        mark = mark_of(source.media)
        digest = content_digest(kind, question, mark)
        if digest in self._seen:
            self._reported.append(_finding(source, Reason.DUPLICATE))
            return False
        self._seen.add(digest)
        self._notes.extend(_finding(source, reason, detail) for reason, detail in source.notes)
        self._questions.append(
            BankQuestion(
                kind=kind,
                question=question,
                name=(source.name or question.texts.get("prompt", ""))[:LONGEST_NAME].replace("\n", " ").strip(),
                place=source.place,
                key=source.identifier[:LONGEST_KEY] or digest,
                source_kind=source.source_kind,
                category=source.category[:LONGEST_NAME],
                tags=source.tags,
                media=tuple(source.media),
                mark=mark,
            )
        )
        return True

    def report(self, source: Source, reason: Reason, detail: str = "") -> None:
        """Report a question that could not even be tried."""
        self._count()
        self._reported.append(_finding(source, reason, detail))

    def note(self, source: Source, reason: Reason, detail: str = "") -> None:
        """Tell of something that is no question."""
        self._notes.append(_finding(source, reason, detail))
        if len(self._notes) > 4 * MOST_QUESTIONS:
            raise BankError(Refusal.TOO_MANY)

    def bank(self, *, title: str = "", language: str = "") -> Bank:
        """Return all of it; raises BankError for a file without any question."""
        if not self._questions and not self._reported and not self._notes:
            raise BankError(Refusal.NO_QUESTIONS)
        return Bank(
            format=self.format,
            questions=tuple(self._questions),
            reported=tuple(self._reported),
            notes=tuple(self._notes),
            title=title,
            language=language,
        )

    def _count(self) -> None:
        if len(self._questions) + len(self._reported) >= MOST_QUESTIONS:
            raise BankError(Refusal.TOO_MANY)


def refusal(kind: str, question: PackQuestion) -> tuple[Reason, str] | None:
    """Return why the question cannot be asked here, or None; a kind that is added later begins to be taken."""
    if kind not in interactions.KINDS:
        return Reason.UNKNOWN_KIND, ""
    if not question.texts.get("prompt"):
        return Reason.NO_PROMPT, ""
    return next(_problems(kind, question), None)


def _problems(kind: str, question: PackQuestion) -> Iterator[tuple[Reason, str]]:
    rules = interactions.pack(kind)
    if too_long := next(_too_long(rules.SHAPE, question), ""):
        yield Reason.TOO_LONG, too_long
    count = len(question.choices)
    if count < getattr(rules, "FEWEST", 0):
        yield Reason.TOO_FEW_CHOICES, str(count)
    if count > getattr(rules, "MOST", count):
        yield Reason.TOO_MANY_CHOICES, str(count)
    for name, rule in rules.SHAPE.lists.items():
        if rule.requires and not all(entry.texts.get(rule.requires) for entry in question.lists.get(name, ())):
            yield Reason.BROKEN, name
    for where, _sentence in rules.problems(question):
        if where.rpartition(".")[2] not in OPTIONAL:
            yield (Reason.NO_KEY if where in ("choices", "answer") else Reason.BROKEN), where


def _too_long(shape: Shape, question: PackQuestion) -> Iterator[str]:
    for name, text in question.texts.items():
        if len(text) > LONGEST.get(name, LONGEST_OTHER):
            yield name
    for list_name, rule in shape.lists.items():
        longest = {**LONGEST, **rule.longest}
        for entry in question.lists.get(list_name, ()):
            for name, text in entry.texts.items():
                if len(text) > longest.get(name, LONGEST_OTHER):
                    yield f"{list_name}.{name}"


def completed(shape: Shape, question: PackQuestion) -> PackQuestion:
    """Return the question with every setting of its kind: the editor writes them all, readers only what they know."""
    lists = {
        name: tuple(PackEntry(one.id, one.texts, _complete(rule.settings, one.settings)) for one in entries)
        for name, rule in shape.lists.items()
        if (entries := question.lists.get(name, ()))
    }
    return PackQuestion(question.texts, lists, _complete(shape.settings, question.settings))


def _complete(rules: Mapping[str, Setting], settings: Mapping[str, Value]) -> dict[str, Value]:
    defaults: dict[str, Value] = {name: rule.default for name, rule in rules.items() if rule.default is not None}
    return defaults | {name: value for name, value in settings.items() if name in rules}


def content_digest(kind: str, question: PackQuestion, mark: str = "") -> str:
    """Return what two equal questions have in common, whatever format they came in and however entries are named.

    ``mark`` stands for the picture of the prompt: the same words about another picture are another question.
    """
    question = completed(interactions.pack(kind).SHAPE, question)
    numbers = {
        entry.id: f"{name}#{number}" for name, entries in question.lists.items() for number, entry in enumerate(entries)
    }
    lists: Json = {
        name: [[dict(entry.texts), _settings(entry, numbers)] for entry in entries]
        for name, entries in question.lists.items()
        if entries
    }
    content = [kind, dict(question.texts), dict(question.settings), lists, *([mark] if mark else [])]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _settings(entry: PackEntry, numbers: Mapping[str, str]) -> Json:
    return {
        name: numbers.get(value, value) if isinstance(value, str) else value for name, value in entry.settings.items()
    }


def _finding(source: Source, reason: Reason, detail: str = "") -> Finding:
    return Finding(
        place=source.place,
        name=source.name[:LONGEST_NAME],
        kind=source.source_kind[:40],
        reason=reason,
        detail=detail[:LONGEST_DETAIL],
    )
