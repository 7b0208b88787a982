"""The answer that a teacher gives for a student: nothing was handed in, the work itself was watched."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from assessments.interactions import reading
from assessments.interactions.base import Json
from assessments.interactions.dont_know import DontKnow

CODE = "observed"


@dataclass(frozen=True, slots=True)
class Observed:
    """Marked from what was seen; no page of a student ever posts it."""

    def to_json(self) -> Json:
        return {CODE: True}


OBSERVED = Observed()


def label() -> str:
    """What stands in the place of files or words."""
    return gettext("Your teacher watched you work.")


def work_value(data: object, name: str) -> "object | Observed | DontKnow":
    """What a stored answer to work says under its kind's one field, or one of the two answers that every kind takes."""
    if isinstance(data, Mapping) and dict(data) == {CODE: True}:
        return OBSERVED
    return reading.answer_value(data, name)
