"""Written words on paper: typed as the student wrote them, several gaps with a semicolon between."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.interactions.base import Fields
from assessments.interactions.typed import Room, Space, TypedError

BETWEEN = ";"


def _gaps(view: Mapping[str, Any]) -> list[str]:
    return [part["field"] for part in view["parts"] if "gap" in part]


def space(view: Mapping[str, Any]) -> Space:
    gaps = _gaps(view)
    return Space(Room.LINE, tuple(str(number) for number in range(1, len(gaps) + 1)) if len(gaps) > 1 else ("",))


def allowed(view: Mapping[str, Any]) -> str:
    gaps = _gaps(view)
    if len(gaps) == 1:
        return _("the words as they are written, %(n)s signs at most") % {"n": view["longest"]}
    return _("the words of the %(n)s gaps with ; between them") % {"n": len(gaps)}


def read(view: Mapping[str, Any], text: str) -> dict[str, list[str]]:
    gaps = _gaps(view)
    words = [word.strip() for word in text.split(BETWEEN)] if len(gaps) > 1 else [text.strip()]
    if len(words) != len(gaps) or not all(words):
        raise TypedError
    return {field: [word] for field, word in zip(gaps, words, strict=True)}


def write(view: Mapping[str, Any], fields: Fields) -> str:
    return f"{BETWEEN} ".join(fields[field][0] for field in _gaps(view))
