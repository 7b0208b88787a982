"""The plan of a quiz, read from its file."""

from collections.abc import Iterator

from assessments.enums import CountedTry, Difficulty, FeedbackPolicy
from assessments.exchange.pack_plan import MOST, MOST_MINUTES, DrawDoc, PlanDoc, PlannedDoc, differing
from cms.exchange.fields import Fields
from cms.exchange.yaml_files import Yaml


def read_plan(fields: Fields) -> PlanDoc:
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
