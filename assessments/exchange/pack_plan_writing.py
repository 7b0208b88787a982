"""The plan of a quiz, written into its file."""

from assessments.exchange.pack_plan import RULES, DrawDoc, PlanDoc
from cms.exchange.yaml_files import Yaml


def write_plan(plan: PlanDoc) -> dict[str, Yaml]:
    """Return the fields of the file, in their order; a plan that says nothing writes none."""
    content: dict[str, Yaml] = {}
    if plan.has_two_forms:
        content["has_two_forms"] = True
    if plan.rules:
        content["rules"] = {name: plan.rules[name] for name in RULES if name in plan.rules}
    if plan.blueprint:
        content["blueprint"] = [{"competency": row.competency, **dict(row.counts)} for row in plan.blueprint]
    if plan.draws:
        content["draws"] = [_write_draw(draw) for draw in plan.draws]
    return content


def _write_draw(draw: DrawDoc) -> Yaml:
    entry: dict[str, Yaml] = {"id": draw.id, "count": draw.count, "competency": draw.competency}
    entry |= {"difficulty": draw.difficulty} if draw.difficulty else {}
    return entry | ({"before": draw.before} if draw.before else {})
