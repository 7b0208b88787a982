"""Matching on paper: the letter of each line's partner."""

from collections.abc import Mapping
from typing import Any

from assessments.interactions import slots_on_paper as slots
from assessments.interactions.base import Fields
from assessments.interactions.typed import Space


def _slots(view: Mapping[str, Any]) -> slots.Slots:
    targets = [target["id"] for target in view["targets"]]
    return [(row["field"], targets) for row in view["rows"]]


def space(view: Mapping[str, Any]) -> Space:
    return slots.space(_slots(view))


def allowed(view: Mapping[str, Any]) -> str:
    return slots.allowed(_slots(view))


def read(view: Mapping[str, Any], text: str) -> dict[str, list[str]]:
    return slots.read(_slots(view), text)


def write(view: Mapping[str, Any], fields: Fields) -> str:
    return slots.write(_slots(view), fields)
