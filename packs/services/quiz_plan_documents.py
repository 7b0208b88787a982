"""The plan of a quiz as it stands in its row, back into a pack's file."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.enums import Difficulty
from assessments.exchange.pack_plan import RULES, DrawDoc, PlanDoc, PlannedDoc, differing
from assessments.models import Item, Quiz
from curriculum.models import Competency
from packs.services.names import Names
from packs.services.quiz_plans import Raw


class PlanDocuments:
    """Reads the plan of one quiz back; questions have their names already.

    ``faults`` takes the place and the sentence of what no pack could say.
    """

    def __init__(
        self, quiz: Quiz, stream: Callable[[Any, str], list[Raw]], names: Names, base: str, faults: Callable[..., None]
    ) -> None:
        self._quiz = quiz
        self._entries = stream(quiz, "questions")
        self._planned = stream(quiz, "blueprint")
        self._names = names
        self._base = base
        chosen = [entry["value"] for entry in [*self._entries, *self._planned] if isinstance(entry["value"], dict)]
        self._faults = faults
        self._competencies = Competency.objects.in_bulk(
            [value["competency"] for value in chosen if value.get("competency")]
        )

    def items(self) -> list[tuple[int, str, bool]]:
        """Return row number, form and whether it has to be right, of every question that is not drawn."""
        found = []
        for entry in self._entries:
            value = entry["value"]
            if entry["type"] == "question" and value:
                found.append((value, "", False))
            elif entry["type"] == "marked" and value["item"]:
                found.append((value["item"], value["form"] or "", bool(value["is_critical"])))
        return found

    def plan(self, name_of: Callable[[int], str]) -> PlanDoc:
        """Return the plan; ``name_of`` gives the name of a question by its row number."""
        planned = [row["value"] for row in self._planned]
        return PlanDoc(
            has_two_forms=self._quiz.has_two_forms,
            rules=differing({name: getattr(self._quiz, name) for name in RULES}),
            blueprint=tuple(
                PlannedDoc(
                    self._code(value["competency"], "blueprint"),
                    {name: value[name] for name in Difficulty.values if value[name]},
                )
                for value in planned
            ),
            draws=tuple(self._draws(name_of)),
        )

    def _draws(self, name_of: Callable[[int], str]) -> Iterator[DrawDoc]:
        for place, entry in enumerate(self._entries):
            if entry["type"] != "draw":
                continue
            value = entry["value"]
            after = (_row(one) for one in self._entries[place + 1 :] if one["type"] != "draw")
            following = next((row for row in after if row), None)
            candidates = (f"draw-{number}" for number in count(1))
            name = self._names.label(f"{self._base}/draw", UUID(entry["id"]), candidates)
            yield DrawDoc(
                id=name,
                count=value["count"],
                competency=self._code(value["competency"], f"draws[{name}]"),
                difficulty=value["difficulty"] or "",
                before=name_of(following) if following else "",
            )

    def _code(self, number: int | None, place: str) -> str:
        """Return the pack's name of a competency; without one an import could not know what is meant."""
        row = self._competencies.get(number or 0)
        code = self._names.known(row.translation_key, "competency") if row else ""
        if row is None:
            self._faults(place, _("The competency was deleted. Choose another one."))
        elif not code:
            message = _("The competency “%(name)s” is not in this pack. Choose one of the pack's own framework.")
            self._faults(place, message % {"name": row})
        return code


def _row(entry: Raw) -> int | None:
    row: int | None = entry["value"] if entry["type"] == "question" else entry["value"]["item"]
    return row


def drawn_only(pool: list[Item], claimed: set[UUID]) -> list[Item]:
    """Return the questions of a pool that stand nowhere else in the pack; from now on they stand here."""
    found = [item for item in pool if item.translation_key not in claimed]
    claimed |= {item.translation_key for item in found}
    return found
