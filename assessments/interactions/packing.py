"""How a question is written in a file: a kind describes its fields and lists, the rest is the same for all.

The same plain objects carry a question between packs, question banks of other systems and the editor.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from django.utils.translation import gettext as _

from assessments.interactions.base import Json
from cms.exchange.fields import Fields
from cms.exchange.yaml_files import Yaml

# The lengths the editor allows; where it sets none, a bound that no honest text meets.
LONGEST = {"prompt": 1000, "text": 250, "misconception": 200, "passage": 2000}
LONGEST_OTHER = 1000
CHOICES = "choices"
WHOLE = re.compile(r"-?[0-9]{1,12}")

type Value = str | bool | int


@dataclass(frozen=True, slots=True)
class OneOf:
    """A setting that is one of some words."""

    words: tuple[str, ...]
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A setting that is true or false; one without a default the editor keeps as a word."""

    default: bool | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """A setting that is a whole number of a range."""

    low: int
    high: int
    default: int | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A setting that is a short text in no language: a decimal number such as "12.5", the address of a picture."""

    most: int = 40
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A setting that points at an entry of a list: by its id in a file, by its number (from 1) in the editor."""

    of: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A setting that points at a row beside the questions, such as a rubric: by name in a file, by number elsewhere."""

    of: str
    default: str | None = None


type Setting = OneOf | Flag | Whole | Word | Place | Link
type Ids = Mapping[str, Sequence[str]]
"""The ids of each list's entries, in order."""


@dataclass(frozen=True, slots=True)
class PackEntry:
    """One entry of a list: a choice, a target, a gap's word; ``texts`` holds only fields that have words."""

    id: str
    texts: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Value] = field(default_factory=dict)

    @property
    def is_correct(self) -> bool:
        """Whether the entry is marked as right, where its kind marks any."""
        return self.settings.get("correct") is True


@dataclass(frozen=True, slots=True)
class PackQuestion:
    """The part of a question that its kind knows; a translation has texts only."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[PackEntry, ...]] = field(default_factory=dict)
    settings: Mapping[str, Value] = field(default_factory=dict)

    @property
    def choices(self) -> tuple[PackEntry, ...]:
        """Return the list that most kinds have."""
        return self.lists.get(CHOICES, ())

    def without_structure(self) -> "PackQuestion":
        """Return the texts alone, as a translation's file holds them."""
        lists = {
            name: tuple(replace(entry, settings={}) for entry in entries if entry.texts)
            for name, entries in self.lists.items()
        }
        return PackQuestion(self.texts, {name: entries for name, entries in lists.items() if entries})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """One list of a kind: texts and settings of each entry; ``requires`` names the text that no entry lacks.

    ``longest`` is for texts that may be longer here than elsewhere.
    """

    texts: tuple[str, ...] = ("text",)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    requires: str = "text"
    is_required: bool = True
    longest: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which fields a kind has, in the order of the file: settings, texts, lists, more texts.

    A setting with a default is written only where it differs.
    """

    settings: Mapping[str, Setting] = field(default_factory=dict)
    texts_before: tuple[str, ...] = ("prompt",)
    lists: Mapping[str, Entries] = field(default_factory=dict)
    texts_after: tuple[str, ...] = ("feedback",)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the names of the question's own texts."""
        return self.texts_before + self.texts_after


def read(shape: Shape, fields: Fields, *, is_source: bool) -> PackQuestion:
    """Return what the fields say; structure is read from the source's file only."""
    settings = _read_settings(shape.settings, fields, is_source=is_source)
    texts = _read_texts(shape.texts, fields, required="prompt" if is_source else "")
    seen: set[str] = set()
    lists = {
        name: entries
        for name, rule in shape.lists.items()
        if (entries := tuple(_read_entries(name, rule, fields, seen, is_source=is_source)))
    }
    question = PackQuestion(texts, lists, settings)
    for place in _lost_places(shape, question):
        fields.add(place, _("There is no entry of this name to point at."))
    return question


def _lost_places(shape: Shape, question: PackQuestion) -> Iterator[str]:
    """Yield the fields that point at an entry which is not there."""
    ids = {name: {entry.id for entry in entries} for name, entries in question.lists.items()}
    owners = [("", shape.settings, question.settings)] + [
        (f"{name}[{entry.id}].", rule.settings, entry.settings)
        for name, rule in shape.lists.items()
        for entry in question.lists.get(name, ())
    ]
    for prefix, rules, settings in owners:
        for name, value in settings.items():
            rule = rules[name]
            if isinstance(rule, Place) and value != rule.default and value and value not in ids.get(rule.of, ()):
                yield prefix + name


def _read_settings(rules: Mapping[str, Setting], fields: Fields, *, is_source: bool) -> dict[str, Value]:
    if not is_source:
        fields.refuse(list(rules))
        return {}
    return {name: _read_setting(name, rule, fields) for name, rule in rules.items()}


def _read_setting(name: str, rule: Setting, fields: Fields) -> Value:
    match rule:
        case OneOf(words, default):
            return fields.choice(name, words, default)
        case Flag(flag):
            return fields.flag(name, default=flag)
        case Whole(low, high, number):
            return fields.whole(name, low, high, number)
        case Word(most, word):
            return fields.text(name, most=most, required=word is None) or (word or "")
        case Place(_list, entry) | Link(_list, entry):
            return fields.identifier(name, required=entry is None) or (entry or "")


def _read_texts(
    names: tuple[str, ...], fields: Fields, required: str, longest: Mapping[str, int] = LONGEST
) -> dict[str, str]:
    words = {
        name: fields.text(name, most=longest.get(name, LONGEST_OTHER), required=name == required) for name in names
    }
    return {name: text for name, text in words.items() if text}


def _read_entries(name: str, rule: Entries, fields: Fields, seen: set[str], *, is_source: bool) -> Iterator[PackEntry]:
    # Block ids are made of these names, so no two entries of a question share one, whatever their lists.
    for entry in fields.children(name, required=is_source and rule.is_required):
        short = entry.identifier("id")
        if short in seen:
            entry.add("id", _("The name %(id)s stands here twice.") % {"id": short})
        seen.add(short)
        settings = _read_settings(rule.settings, entry, is_source=is_source)
        required = rule.requires if is_source else ""
        words = _read_texts(rule.texts, entry, required, {**LONGEST, **rule.longest})
        entry.end()
        yield PackEntry(short, words, settings)


def write(shape: Shape, question: PackQuestion) -> tuple[dict[str, Yaml], dict[str, Yaml]]:
    """Return the settings, and the texts and lists, each in the order of the file."""
    body: dict[str, Yaml] = {name: question.texts[name] for name in shape.texts_before if name in question.texts}
    for name, rule in shape.lists.items():
        if entries := question.lists.get(name):
            body[name] = [_write_entry(rule, entry) for entry in entries]
    body |= {name: question.texts[name] for name in shape.texts_after if name in question.texts}
    return _write_settings(shape.settings, question.settings), body


def _write_settings(rules: Mapping[str, Setting], settings: Mapping[str, Value]) -> dict[str, Yaml]:
    return {name: settings[name] for name, rule in rules.items() if name in settings and settings[name] != rule.default}


def _write_entry(rule: Entries, entry: PackEntry) -> Yaml:
    written: dict[str, Yaml] = {"id": entry.id, **_write_settings(rule.settings, entry.settings)}
    return written | {name: entry.texts[name] for name in rule.texts if name in entry.texts}


def to_value(shape: Shape, question: PackQuestion, uuid: Callable[[str], str]) -> Json:
    """Return the editor's value of the question; ``uuid`` gives an entry its block id."""
    ids = {name: [entry.id for entry in entries] for name, entries in question.lists.items()}
    value: Json = {name: question.texts.get(name, "") for name in shape.texts}
    value |= _setting_values(shape.settings, question.settings, ids)
    for name, rule in shape.lists.items():
        value[name] = [
            {
                "type": "item",
                "id": uuid(entry.id),
                "value": {text: entry.texts.get(text, "") for text in rule.texts}
                | _setting_values(rule.settings, entry.settings, ids),
            }
            for entry in question.lists.get(name, ())
        ]
    return value


def _setting_values(rules: Mapping[str, Setting], settings: Mapping[str, Value], ids: Ids) -> Json:
    return {name: _setting_value(rules[name], setting, ids) for name, setting in settings.items() if name in rules}


def _setting_value(rule: Setting, setting: Value, ids: Ids) -> Value | None:
    match rule:
        case Flag(None):  # the editor knows lists of words only, also for a flag that has no default
            return str(setting).lower()
        case Place(of):
            entries = [*ids.get(of, ())]
            return entries.index(str(setting)) + 1 if setting in entries else None
        case _:
            return setting


def from_value(shape: Shape, value: Json, name_of: Callable[[str], str]) -> PackQuestion:
    """Return the question of an editor's value; ``name_of`` gives a block id its short name."""
    stored = {name: cast("list[Json]", value.get(name) or []) for name in shape.lists}
    ids = {name: [name_of(str(entry["id"])) for entry in entries] for name, entries in stored.items()}
    lists = {
        name: tuple(
            _entry_of(rule, short, cast("Json", entry["value"]), ids)
            for short, entry in zip(ids[name], stored[name], strict=True)
        )
        for name, rule in shape.lists.items()
        if stored[name]
    }
    return PackQuestion(_value_texts(shape.texts, value), lists, _settings_of(shape.settings, value, ids))


def _entry_of(rule: Entries, short: str, value: Json, ids: Ids) -> PackEntry:
    return PackEntry(short, _value_texts(rule.texts, value), _settings_of(rule.settings, value, ids))


def _settings_of(rules: Mapping[str, Setting], value: Json, ids: Ids) -> dict[str, Value]:
    return {name: _setting_of(rule, value.get(name, rule.default), ids) for name, rule in rules.items()}


def _setting_of(rule: Setting, stored: object, ids: Ids) -> Value:
    match rule:
        case Flag():
            return stored in (True, "true")
        case Whole(low):
            return int(str(stored)) if WHOLE.fullmatch(str(stored)) else low
        case Place(of, default):
            entries = dict(enumerate(ids.get(of, ()), 1))
            return entries.get(int(str(stored)), "") if WHOLE.fullmatch(str(stored)) else default or ""
        case _:
            return "" if stored is None else str(stored)


def links(shape: Shape) -> dict[str, str]:
    """Return the settings of a question that point at other rows, and at rows of what."""
    return {name: rule.of for name, rule in shape.settings.items() if isinstance(rule, Link)}


def _value_texts(names: tuple[str, ...], value: Json) -> dict[str, str]:
    words = {name: str(value.get(name) or "").strip() for name in names}
    return {name: text for name, text in words.items() if text}
