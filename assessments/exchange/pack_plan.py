"""What a quiz file says beside its questions: draws, forms, blueprint and the rules that a class gets unasked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assessments.enums import CountedTry, FeedbackPolicy
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


def differing(rules: Mapping[str, Yaml]) -> dict[str, Yaml]:
    """Return the rules that are not as usual."""
    return {name: rules[name] for name in RULES if rules[name] != RULES[name]}


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
