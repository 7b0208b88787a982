"""What keeps a question from being asked, as sentences with the field of the editor that each is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments import interactions
from assessments.interactions import packing
from assessments.interactions.base import FrozenError, Json
from assessments.interactions.packing import PackQuestion, Place, Shape

PLACE = re.compile(r"(?P<field>\w+)(\[(?P<entry>[^\]]*)\])?(\.(?P<part>\w+))?")
BELIEF = "misconception"


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence about a field; inside a list ``entry`` counts from 1 and ``part`` is the entry's own field.

    Advice keeps nobody from asking the question: a question may come from elsewhere without its misconceptions.
    """

    field: str
    message: str
    entry: int = 0
    part: str = ""

    @property
    def is_advice(self) -> bool:
        """Whether the question can be asked all the same."""
        return BELIEF in (self.field, self.part)


def faults(kind: str, value: Json) -> Iterator[Fault]:
    """Yield everything that is wrong with an editor's value of this kind, entries by their place in the list."""
    room = interactions.pack(kind)
    question = packing.from_value(room.SHAPE, value, str)
    told: set[str] = set()
    for place, message in room.problems(question):
        told.add(place)
        yield _fault(place, message, question)
    for place in _lost(room.SHAPE, question):
        # A kind that looks at its places itself says more about them.
        if place.partition(".")[0] not in told:
            yield _fault(place, _("Give the number of an entry that is there."), question)


def _lost(shape: Shape, question: PackQuestion) -> Iterator[str]:
    """Yield the fields of entries that should give another entry's number and give none that is there."""
    for name, rule in shape.lists.items():
        places = [
            setting for setting, kind in rule.settings.items() if isinstance(kind, Place) and kind.default is None
        ]
        for entry in question.lists.get(name, ()):
            yield from (f"{name}[{entry.id}].{place}" for place in places if not entry.settings.get(place))


def _fault(place: str, message: str, question: PackQuestion) -> Fault:
    found = PLACE.fullmatch(place)
    if found is None:
        return Fault(place, message)
    field, entry, part = found["field"], found["entry"], found["part"] or ""
    ids = [known.id for known in question.lists.get(field, ())]
    return Fault(field, message, ids.index(entry) + 1 if entry in ids else 0, part)


def frozen_sentence(error: FrozenError) -> str:
    """Return a plain sentence for content that its kind refuses, where nobody could say more."""
    return {
        "items": _("The same question is asked twice."),
        "key": _("It does not say clearly what is right."),
        "passage": _("The text does not hold each of its gaps exactly once."),
        "choices": _("An entry is missing, or one too many stands there."),
        "texts": _("A text is missing."),
        "text": _("A text is empty."),
        "prompt": _("The question itself is empty."),
        "kind": _("This kind of question is not known here."),
    }.get(error.field.partition(".")[0], _("It is incomplete. Open it, fill in what is missing and save it again."))
