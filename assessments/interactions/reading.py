"""Strict readers for stored JSON: each returns a typed value or raises the named error of what is read."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from assessments.interactions import dont_know
from assessments.interactions.base import AnswerCode, AnswerError, ChoiceTexts, FrozenError, ItemTexts
from assessments.interactions.media import DIGEST_LENGTH, SOUND_TYPES, Media, Picture, Sound

MIN_CHOICES = 2
MAX_CHOICES = 26  # one letter each in the results table
MOST_ENTRIES = 100
CHOICE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
HEAD_FIELDS = frozenset({"id", "kind", "competency", "max_score"})
ITEM_TEXT_FIELDS = frozenset(
    {
        "prompt",
        "passage",
        "feedback",
        "feedback_right",
        "feedback_wrong",
        "misconception",
        "choices",
        "media",
        "reteach",
    }
)
DIGEST = re.compile(rf"[0-9a-f]{{{DIGEST_LENGTH}}}")
WIDEST, HEAVIEST = 10_000, 100_000_000  # bounds that no file of ours meets
CHOICE_TEXT_FIELDS = frozenset({"text", "feedback", "misconception"})


class Head(NamedTuple):
    """What every structure item carries."""

    id: str
    competency: str
    max_score: int


def record(name: str, data: object, allowed: Collection[str]) -> Mapping[str, object]:
    """An object with no fields but the allowed ones."""
    if not isinstance(data, Mapping):
        raise FrozenError(name, "not an object")
    for field in data:
        if field not in allowed:
            raise FrozenError(name, f"unknown field {field!r}")
    return data


def head(data: Mapping[str, object], kind: str) -> Head:
    """The shared part of a structure item of the expected kind."""
    if data.get("kind") != kind:
        raise FrozenError("kind", f"{data.get('kind')!r} is not {kind!r}")
    max_score = data.get("max_score", 1)
    if not isinstance(max_score, int):
        raise FrozenError("max_score", "not a whole number")
    return Head(text(data, "id"), text(data, "competency", default=""), max_score)


def text(data: Mapping[str, object], name: str, *, default: str | None = None) -> str:
    """A string; without a default it has to be there and to say something."""
    value = data.get(name, default)
    if not isinstance(value, str):
        raise FrozenError(name, "not a text")
    if default is None and not value.strip():
        raise FrozenError(name, "empty")
    return value


def flag(data: Mapping[str, object], name: str, *, default: bool | None = None) -> bool:
    """True or false; without a default it has to be there."""
    value = data.get(name, default)
    if not isinstance(value, bool):
        raise FrozenError(name, "not true or false")
    return value


def texts(data: Mapping[str, object], name: str) -> tuple[str, ...]:
    """A list of different strings."""
    value = data.get(name)
    if not isinstance(value, list | tuple) or not all(isinstance(entry, str) for entry in value):
        raise FrozenError(name, "not a list of texts")
    if len(set(value)) != len(value):
        raise FrozenError(name, "an entry is repeated")
    return tuple(value)


def words_by_name(data: Mapping[str, object], name: str) -> dict[str, str]:
    """An object whose values are strings."""
    value = data.get(name)
    if not isinstance(value, Mapping):
        raise FrozenError(name, "not an object")
    for key, word in value.items():
        if not isinstance(key, str) or not isinstance(word, str):
            raise FrozenError(name, "not an object of texts")
    return dict(value)


def check_choices(
    choices: Sequence[str], name: str = "choices", *, fewest: int = MIN_CHOICES, most: int = MAX_CHOICES
) -> None:
    """Raises FrozenError unless these are so many different identifiers, safe inside a form field's name."""
    if not fewest <= len(choices) <= most:
        raise FrozenError(name, f"not {fewest} to {most} of them")
    if len(set(choices)) != len(choices):
        raise FrozenError(name, "an entry is repeated")
    for choice in choices:
        if not CHOICE_ID.fullmatch(choice) or choice == dont_know.CODE:
            raise FrozenError(name, f"{choice!r} is not an identifier")


def entries(data: Mapping[str, object], name: str, allowed: Collection[str]) -> list[Mapping[str, object]]:
    """A list of objects, each with an `id` and no fields but the allowed ones."""
    value = data.get(name)
    if not isinstance(value, list | tuple) or len(value) > MOST_ENTRIES:
        raise FrozenError(name, "not a list of objects")
    found = [record(name, entry, allowed) for entry in value]
    for entry in found:
        text(entry, "id")
    return found


def whole(data: Mapping[str, object], name: str, low: int, high: int, *, default: int | None = None) -> int:
    """A whole number of the range; without a default it has to be there."""
    value = data.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise FrozenError(name, f"not a whole number from {low} to {high}")
    return value


def item_texts(data: object, choices: Collection[str], *, unnamed: Collection[str] = ()) -> ItemTexts:
    """The texts of one item in one language; they name exactly the given choices. `unnamed` ones need no text."""
    fields = record("texts", data, ITEM_TEXT_FIELDS)
    named = fields.get("choices", {})
    if not isinstance(named, Mapping) or set(named) != set(choices):
        raise FrozenError("choices", "the texts do not name exactly the choices of the structure")
    return ItemTexts(
        prompt=text(fields, "prompt"),
        passage=text(fields, "passage", default=""),
        feedback=text(fields, "feedback", default=""),
        feedback_right=text(fields, "feedback_right", default=""),
        feedback_wrong=text(fields, "feedback_wrong", default=""),
        misconception=text(fields, "misconception", default=""),
        choices={choice: _choice_texts(choice, named[choice], choice in unnamed) for choice in choices},
        media=media(fields.get("media", {})),
        reteach=text(fields, "reteach", default=""),
    )


def media(data: object) -> Media:
    """The picture and the sound of one item in one language, where it has any."""
    fields = record("media", data, {"picture", "sound"})
    picture, sound = None, None
    if "picture" in fields:
        shown = record("media.picture", fields["picture"], {"digest", "width", "height", "alt"})
        sizes = {name: whole(shown, name, 1, WIDEST) for name in ("width", "height")}
        picture = Picture(digest=digest(shown, "digest"), alt=text(shown, "alt", default=""), **sizes)
    if "sound" in fields:
        played = record("media.sound", fields["sound"], {"digest", "type", "size", "transcript"})
        found = next((one for one in SOUND_TYPES if one == played.get("type")), None)
        if found is None:
            raise FrozenError("media.sound", "of a type that is not played here")
        size, words = whole(played, "size", 1, HEAVIEST), text(played, "transcript")
        sound = Sound(digest=digest(played, "digest"), type=found, size=size, transcript=words)
    return Media(picture=picture, sound=sound)


def digest(data: Mapping[str, object], name: str) -> str:
    """A SHA-256 in hexadecimal."""
    value = text(data, name)
    if not DIGEST.fullmatch(value):
        raise FrozenError(name, "not a digest")
    return value


def _choice_texts(choice: str, data: object, is_unnamed: bool) -> ChoiceTexts:
    fields = record(f"choices.{choice}", data, CHOICE_TEXT_FIELDS)
    return ChoiceTexts(
        text=text(fields, "text", default="" if is_unnamed else None),
        feedback=text(fields, "feedback", default=""),
        misconception=text(fields, "misconception", default=""),
    )


def answer_value(data: object, name: str) -> object:
    """What a stored answer says under its kind's one field, or DONT_KNOW."""
    if not isinstance(data, Mapping) or len(data) != 1:
        raise AnswerError(AnswerCode.MALFORMED)
    if dont_know.CODE in data and data[dont_know.CODE] is True:
        return dont_know.DONT_KNOW
    if name not in data:
        raise AnswerError(AnswerCode.MALFORMED)
    return data[name]


def answer_words(value: object) -> dict[str, str]:
    """A stored answer's identifiers by place, as many as somebody could have meant."""
    if not isinstance(value, Mapping) or len(value) > MAX_CHOICES:
        raise AnswerError(AnswerCode.MALFORMED)
    if not all(isinstance(place, str) and isinstance(word, str) for place, word in value.items()):
        raise AnswerError(AnswerCode.MALFORMED)
    return dict(value)


def answer_list(value: object) -> list[str]:
    """A stored answer's list of identifiers, of a length that somebody could have meant."""
    if not isinstance(value, list | tuple) or len(value) > MAX_CHOICES:
        raise AnswerError(AnswerCode.MALFORMED)
    if not all(isinstance(entry, str) for entry in value):
        raise AnswerError(AnswerCode.MALFORMED)
    return list(value)
