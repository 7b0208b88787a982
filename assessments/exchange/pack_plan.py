"""What a quiz file says beside its questions: draws, forms, blueprint and the rules that a class gets unasked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assessments.enums import CountedTry, Difficulty, FeedbackPolicy
from cms.exchange.fields import Fields
from cms.exchange.yaml_files import Yaml

MOST = 100
MOST_MINUTES = 600
PLAN_FIELDS = ("has_two_forms", "rules", "blueprint", "draws")
RULES: Mapping[str, Yaml] = {
    "counted_try": CountedTry.BEST.value,
    "feedback": FeedbackPolicy.AFTER_SENDING.value,
    "is_shuffled": False,
    "advised_minutes": None,
    "limit_minutes": None,
}


@dataclass(frozen=True, slots=True)
class DrawDoc:
    """Some questions of a competency; ``before`` names the question it stands before, empty means at the end."""

    id: str
    count: int
    competency: str
    difficulty: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class PlannedDoc:
    """How many questions of a competency are meant to be asked, by difficulty."""

    competency: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlanDoc:
    """All of it; ``rules`` holds only what differs from the usual."""

    has_two_forms: bool = False
    rules: Mapping[str, Yaml] = field(default_factory=dict)
    blueprint: tuple[PlannedDoc, ...] = ()
    draws: tuple[DrawDoc, ...] = ()


NO_PLAN = PlanDoc()


def read(fields: Fields) -> PlanDoc:
    """Return the plan of a source's file."""
    return PlanDoc(
        has_two_forms=fields.flag("has_two_forms", default=False),
        rules=_read_rules(fields),
        blueprint=tuple(_read_blueprint(fields)),
        draws=tuple(_read_draws(fields)),
    )


def _read_rules(fields: Fields) -> dict[str, Yaml]:
    if not fields.has("rules"):
        return {}
    rules = fields.child("rules")
    said: dict[str, Yaml] = {
        "counted_try": rules.choice("counted_try", CountedTry.values, CountedTry.BEST.value),
        "feedback": rules.choice("feedback", FeedbackPolicy.values, FeedbackPolicy.AFTER_SENDING.value),
        "is_shuffled": rules.flag("is_shuffled", default=False),
    }
    for name in ("advised_minutes", "limit_minutes"):
        said[name] = rules.whole(name, 1, MOST_MINUTES) if rules.has(name) else None
    rules.end()
    return differing(said)


def differing(rules: Mapping[str, Yaml]) -> dict[str, Yaml]:
    """Return the rules that are not as usual."""
    return {name: rules[name] for name in RULES if rules[name] != RULES[name]}


def _read_blueprint(fields: Fields) -> Iterator[PlannedDoc]:
    for entry in fields.children("blueprint", required=False):
        competency = entry.identifier("competency")
        counts = {name: entry.whole(name, 0, MOST, 0) for name in Difficulty.values}
        entry.end()
        yield PlannedDoc(competency, {name: count for name, count in counts.items() if count})


def _read_draws(fields: Fields) -> Iterator[DrawDoc]:
    for entry in fields.children("draws", required=False):
        draw = DrawDoc(
            id=entry.identifier("id"),
            count=entry.whole("count", 1, MOST),
            competency=entry.identifier("competency"),
            difficulty=entry.choice("difficulty", Difficulty.values, ""),
            before=entry.identifier("before", required=False),
        )
        entry.end()
        yield draw


def write(plan: PlanDoc) -> dict[str, Yaml]:
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


def problems(plan: PlanDoc, items: list[str], marked: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (place, sentence) of what in a plan does not fit its questions; ``marked`` are those of one form."""
    for draw in plan.draws:
        if draw.before and draw.before not in items:
            yield f"draws[{draw.id}].before", _("The quiz has no question of this name.")
    if len({draw.id for draw in plan.draws}) < len(plan.draws):
        yield "draws", _("A name stands here twice.")
    if not plan.has_two_forms:
        for item in marked:
            yield f"items[{item}].form", _("The quiz has no two forms.")
