"""A number on paper: typed as it is written."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.interactions.base import Fields
from assessments.interactions.numeric.logic import FIELD
from assessments.interactions.typed import Room, Space


def space(view: Mapping[str, Any]) -> Space:
    return Space(Room.LINE, (view["unit"],))


def allowed(view: Mapping[str, Any]) -> str:
    return _("a number, such as 12 or 3,5")


def read(view: Mapping[str, Any], text: str) -> dict[str, list[str]]:
    """Whether it is a number is the question's own business."""
    return {FIELD: [text]}


def write(view: Mapping[str, Any], fields: Fields) -> str:
    return fields[FIELD][0]
