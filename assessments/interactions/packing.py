"""How a question is written in a content pack: a kind describes its fields, the rest is the same for all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from django.utils.translation import gettext as _

from assessments.interactions.base import Json
from cms.exchange.fields import Fields
from cms.exchange.yaml_files import Yaml

# The lengths the editor allows; where it sets none, a bound that no honest text meets.
LONGEST = {"prompt": 1000, "text": 250, "misconception": 200}
LONGEST_OTHER = 1000


@dataclass(frozen=True, slots=True)
class PackChoice:
    """One choice of a question; ``texts`` holds only fields that have words."""

    id: str
    texts: Mapping[str, str]
    is_correct: bool = False


@dataclass(frozen=True, slots=True)
class PackQuestion:
    """The part of a question that its kind knows; a translation has texts only."""

    texts: Mapping[str, str]
    choices: tuple[PackChoice, ...] = ()
    settings: Mapping[str, str | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Which fields a kind has, in the order of the file: settings, texts, choices, more texts.

    A setting is a list of words or a flag; one with a default is written only where it differs.
    """

    settings: Mapping[str, tuple[str, ...] | type[bool]] = field(default_factory=dict)
    defaults: Mapping[str, str | bool] = field(default_factory=dict)
    texts_before: tuple[str, ...] = ("prompt",)
    choice_texts: tuple[str, ...] = ()
    has_key: bool = False
    texts_after: tuple[str, ...] = ("feedback",)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the names of the question's own texts."""
        return self.texts_before + self.texts_after


def read(shape: Shape, fields: Fields, *, is_source: bool) -> PackQuestion:
    """Return what the fields say; structure is read from the source's file only."""
    settings: dict[str, str | bool] = {}
    if is_source:
        for name, options in shape.settings.items():
            default = shape.defaults.get(name)
            if isinstance(options, tuple):
                settings[name] = fields.choice(name, options, cast("str | None", default))
            else:
                settings[name] = fields.flag(name, default=cast("bool | None", default))
    else:
        fields.refuse(list(shape.settings))
    return PackQuestion(
        texts=_read_texts(shape.texts, fields, required="prompt" if is_source else ""),
        choices=tuple(_read_choices(shape, fields, is_source=is_source)) if shape.choice_texts else (),
        settings=settings,
    )


def _read_texts(names: tuple[str, ...], fields: Fields, required: str) -> dict[str, str]:
    words = {
        name: fields.text(name, most=LONGEST.get(name, LONGEST_OTHER), required=name == required) for name in names
    }
    return {name: text for name, text in words.items() if text}


def _read_choices(shape: Shape, fields: Fields, *, is_source: bool) -> Iterator[PackChoice]:
    seen: set[str] = set()
    for entry in fields.children("choices", required=is_source):
        name = entry.identifier("id")
        if name in seen:
            entry.add("id", _("The name %(id)s stands here twice.") % {"id": name})
        seen.add(name)
        if not is_source:
            entry.refuse(["correct"])
        is_correct = shape.has_key and is_source and entry.flag("correct", default=False)
        words = _read_texts(shape.choice_texts, entry, required="text" if is_source else "")
        entry.end()
        yield PackChoice(name, words, is_correct)


def write(shape: Shape, question: PackQuestion) -> tuple[dict[str, Yaml], dict[str, Yaml]]:
    """Return the settings, and the texts and choices, each in the order of the file."""
    settings: dict[str, Yaml] = {
        name: question.settings[name]
        for name in shape.settings
        if name in question.settings and question.settings[name] != shape.defaults.get(name)
    }
    body: dict[str, Yaml] = {name: question.texts[name] for name in shape.texts_before if name in question.texts}
    if question.choices:
        body["choices"] = [_write_choice(shape, choice) for choice in question.choices]
    body |= {name: question.texts[name] for name in shape.texts_after if name in question.texts}
    return settings, body


def _write_choice(shape: Shape, choice: PackChoice) -> Yaml:
    entry: dict[str, Yaml] = {"id": choice.id}
    if choice.is_correct:
        entry["correct"] = True
    return entry | {name: choice.texts[name] for name in shape.choice_texts if name in choice.texts}


def to_value(shape: Shape, question: PackQuestion, uuid: Callable[[str], str]) -> Json:
    """Return the editor's value of the question; ``uuid`` gives a choice its block id."""
    value: Json = {name: question.texts.get(name, "") for name in shape.texts}
    for name, setting in question.settings.items():
        # The editor knows lists of words only, also for a flag that has no default.
        is_word = shape.settings[name] is bool and name not in shape.defaults
        value[name] = str(setting).lower() if is_word else setting
    if shape.choice_texts:
        value["choices"] = [
            {"type": "item", "id": uuid(choice.id), "value": _choice_value(shape, choice)}
            for choice in question.choices
        ]
    return value


def _choice_value(shape: Shape, choice: PackChoice) -> Json:
    value: Json = {name: choice.texts.get(name, "") for name in shape.choice_texts}
    return value | {"correct": choice.is_correct} if shape.has_key else value


def from_value(shape: Shape, value: Json, name_of: Callable[[str], str]) -> PackQuestion:
    """Return the question of an editor's value; ``name_of`` gives a block id its short name."""
    settings: dict[str, str | bool] = {}
    for name, options in shape.settings.items():
        setting = value.get(name, shape.defaults.get(name, ""))
        settings[name] = str(setting) if isinstance(options, tuple) else setting in (True, "true")
    entries = cast("list[Json]", value.get("choices") or [])
    return PackQuestion(
        texts=_value_texts(shape.texts, value),
        choices=tuple(_choice_of(shape, entry, name_of) for entry in entries) if shape.choice_texts else (),
        settings=settings,
    )


def _choice_of(shape: Shape, entry: Json, name_of: Callable[[str], str]) -> PackChoice:
    value = cast("Json", entry["value"])
    is_correct = shape.has_key and value.get("correct") is True
    return PackChoice(name_of(str(entry["id"])), _value_texts(shape.choice_texts, value), is_correct)


def _value_texts(names: tuple[str, ...], value: Json) -> dict[str, str]:
    words = {name: str(value.get(name) or "").strip() for name in names}
    return {name: text for name, text in words.items() if text}
