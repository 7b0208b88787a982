"""The entries, blueprint and rules of a quiz: from a pack's file into the row, and back."""

from collections.abc import Callable
from typing import Any

from assessments.enums import Difficulty
from assessments.exchange.pack import QuizDoc
from assessments.exchange.pack_plan import RULES, DrawDoc, PlanDoc
from curriculum.models import Competency
from packs.services.names import Names

# The fields of a quiz's row that its plan fills.
PLAN_ROW_FIELDS = (*RULES, "has_two_forms", "blueprint")

type Raw = dict[str, Any]


def entries(quiz: QuizDoc, names: Names, competency: Callable[[str], Competency]) -> list[Raw]:
    """Return the questions and draws of a quiz as the editor stores them."""
    base, found = f"quiz/{quiz.id}", []
    for item in quiz.items:
        found += [_draw(draw, base, names, competency) for draw in quiz.plan.draws if draw.before == item.id]
        row: Raw = {"type": "question", "id": names.uuid(f"{base}/{item.id}"), "value": names.item(item.id)}
        if item.form or item.is_critical:
            value = {"item": names.item(item.id), "form": item.form, "is_critical": item.is_critical}
            row |= {"type": "marked", "value": value}
        found.append(row)
    return found + [_draw(draw, base, names, competency) for draw in quiz.plan.draws if not draw.before]


def _draw(draw: DrawDoc, base: str, names: Names, competency: Callable[[str], Competency]) -> Raw:
    value = {"count": draw.count, "competency": competency(draw.competency).pk, "difficulty": draw.difficulty}
    return {"type": "draw", "id": names.uuid(f"{base}/draw/{draw.id}"), "value": value}


def blueprint(quiz: QuizDoc, names: Names, competency: Callable[[str], Competency]) -> list[Raw]:
    """Return the blueprint as the editor stores it."""
    return [
        {
            "type": "planned",
            "id": names.uuid(f"quiz/{quiz.id}/planned/{row.competency}"),
            "value": {
                "competency": competency(row.competency).pk,
                **{name: row.counts.get(name, 0) for name in Difficulty.values},
            },
        }
        for row in quiz.plan.blueprint
    ]


def rules(plan: PlanDoc) -> dict[str, Any]:
    """Return the values of the row's fields for its rules."""
    return {**RULES, **plan.rules, "has_two_forms": plan.has_two_forms}
