"""The rules of the Experience API 1.0.3 that a statement has to keep, as far as ours use them (xAPI-Data, part two)."""

import re
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

STATEMENT = {"id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version",
             "attachments"}  # fmt: skip
IDENTIFIERS = {"mbox", "mbox_sha1sum", "openid", "account"}
DEFINITION = {"name", "description", "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern",
              "choices", "scale", "source", "target", "steps"}  # fmt: skip
LISTS = {
    "choice": {"choices"}, "sequencing": {"choices"}, "likert": {"scale"}, "matching": {"source", "target"},
    "performance": {"steps"}, "true-false": set(), "fill-in": set(), "long-fill-in": set(), "numeric": set(),
    "other": set(),
}  # fmt: skip
RESULT = {"score", "success", "completion", "response", "duration", "extensions"}
SCORE = {"scaled", "raw", "min", "max"}
CONTEXT = {"registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement",
           "extensions"}  # fmt: skip
GROUPS = {"parent", "grouping", "category", "other"}
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
DURATION = re.compile(r"P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)")


def broken_rules(statement):
    """Return what a record store would refuse, as sentences."""
    return list(_statement(statement))


def _statement(said):
    yield from _keys("statement", said, STATEMENT)
    yield from _no_nulls("statement", said)
    for name in ("actor", "verb", "object"):
        if name not in said:
            yield f"{name} is missing"
            return
    yield from _uuid("id", said.get("id"))
    yield from _actor(said["actor"])
    yield from _iri("verb.id", said["verb"].get("id"))
    yield from _words("verb.display", said["verb"].get("display", {}))
    yield from _activity("object", said["object"])
    yield from _result(said.get("result", {}))
    yield from _context(said.get("context", {}))
    if "timestamp" in said and datetime.fromisoformat(said["timestamp"]).tzinfo is None:
        yield "timestamp has no time zone"


def _keys(place, value, allowed):
    for name in value.keys() - allowed:
        yield f"{place} must not hold {name}"


def _no_nulls(place, value):
    """Only extensions may hold null (section 2.2)."""
    if value is None:
        yield f"{place} is null"
    elif isinstance(value, dict):
        for name, part in value.items():
            if name != "extensions":
                yield from _no_nulls(f"{place}.{name}", part)
    elif isinstance(value, list):
        for part in value:
            yield from _no_nulls(place, part)


def _uuid(place, value):
    try:
        UUID(value)
    except (TypeError, ValueError, AttributeError):
        yield f"{place} is no UUID"


def _iri(place, value):
    parts = urlsplit(value) if isinstance(value, str) else None
    if parts is None or not parts.scheme or " " in value:
        yield f"{place} is no IRI: {value!r}"


def _words(place, value):
    for language, text in value.items():
        if not LANGUAGE.fullmatch(language) or not isinstance(text, str):
            yield f"{place} is no language map"


def _actor(actor):
    if actor.get("objectType", "Agent") != "Agent":
        yield "actor is no agent"
    if len(actor.keys() & IDENTIFIERS) != 1:
        yield "actor needs exactly one identifier"
    yield from _keys("actor", actor, IDENTIFIERS | {"objectType", "name"})
    if "account" in actor:
        if actor["account"].keys() != {"homePage", "name"}:
            yield "account needs homePage and name"
        yield from _iri("account.homePage", actor["account"].get("homePage"))


def _activity(place, activity):
    yield from _keys(place, activity, {"objectType", "id", "definition"})
    if activity.get("objectType", "Activity") != "Activity":
        yield f"{place} is no activity"
    yield from _iri(f"{place}.id", activity.get("id"))
    made = activity.get("definition", {})
    yield from _keys(f"{place}.definition", made, DEFINITION)
    if "type" in made:
        yield from _iri(f"{place}.type", made["type"])
    for name in ("name", "description"):
        yield from _words(f"{place}.{name}", made.get(name, {}))
    lists = made.keys() & {"choices", "scale", "source", "target", "steps"}
    kind = made.get("interactionType")
    if kind is None and (lists or "correctResponsesPattern" in made):
        yield f"{place} needs an interactionType"
    if kind is not None and (kind not in LISTS or lists - LISTS[kind]):
        yield f"{place}: {kind} does not take {sorted(lists)}"
    for name in lists:
        ids = [component.get("id") for component in made[name]]
        if len(set(ids)) != len(ids) or not all(isinstance(one, str) and one and " " not in one for one in ids):
            yield f"{place}.{name}: identifiers are not distinct words"
        for component in made[name]:
            yield from _words(f"{place}.{name}", component.get("description", {}))


def _result(result):
    yield from _keys("result", result, RESULT)
    for name in ("success", "completion"):
        if not isinstance(result.get(name, True), bool):
            yield f"result.{name} is no truth"
    if not isinstance(result.get("response", ""), str):
        yield "result.response is no text"
    if "duration" in result and not DURATION.fullmatch(result["duration"]):
        yield "result.duration is no ISO 8601 duration"
    score = result.get("score", {})
    yield from _keys("score", score, SCORE)
    if not -1 <= score.get("scaled", 0) <= 1:
        yield "score.scaled is not from -1 to 1"
    if "raw" in score and not score.get("min", score["raw"]) <= score["raw"] <= score.get("max", score["raw"]):
        yield "score.raw is outside min and max"
    if {"min", "max"} <= score.keys() and score["min"] >= score["max"]:
        yield "score.min is not below max"


def _context(context):
    yield from _keys("context", context, CONTEXT)
    if "registration" in context:
        yield from _uuid("registration", context["registration"])
    if "language" in context and not LANGUAGE.fullmatch(context["language"]):
        yield "context.language is no language tag"
    groups = context.get("contextActivities", {})
    yield from _keys("contextActivities", groups, GROUPS)
    for name, activities in groups.items():
        for activity in activities if isinstance(activities, list) else [activities]:
            yield from _activity(name, activity)
