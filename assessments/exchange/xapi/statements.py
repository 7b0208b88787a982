"""One attempt as statements: attempted, answered, completed, scored, and experienced for its feedback.

Source of every rule: the Experience API specification 1.0.3, part two (xAPI-Data). Identifiers are derived from what
a statement says, so that the same attempt exported again makes the same statements.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from assessments.exchange.xapi import kinds
from assessments.interactions.base import Answer, FrozenItem, ItemTexts, Json

VERBS = "http://adlnet.gov/expapi/verbs/"
ASSESSMENT = "http://adlnet.gov/expapi/activities/assessment"
MEDIA = "http://adlnet.gov/expapi/activities/media"
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class XapiQuiz:
    """A quiz version: `url` is its activity id, `language` that of its words."""

    url: str
    title: str
    language: str
    pass_percent: int
    items: Mapping[str, FrozenItem]
    texts: Mapping[str, ItemTexts]


@dataclass(frozen=True, slots=True)
class XapiAnswer:
    """One stored answer that could be read; `score` is None while it waits for somebody to mark it."""

    item_id: str
    answer: Answer
    score: Decimal | None
    language: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class XapiAttempt:
    """A sent attempt, and whether it is the one that counts.

    `actor` is a pseudonym inside the installation at `home`, `url` names nobody.
    """

    home: str
    actor: str
    url: str
    started_at: datetime
    sent_at: datetime
    feedback_seen_at: datetime | None
    score: Decimal
    max_score: Decimal
    answers: Sequence[XapiAnswer]
    is_result: bool = False
    # Enough points do not make up for it: a ★ criterion or a question that has to be right.
    falls_short: bool = False


def statements(quiz: XapiQuiz, attempt: XapiAttempt) -> Iterator[Json]:
    """Yields the statements of one attempt in the order of their times."""
    quiz_activity = _activity(quiz.url, ASSESSMENT, {quiz.language: quiz.title})
    # A clock that was set in between must not make a statement invalid: a duration is never below zero.
    took = max(attempt.sent_at - attempt.started_at, timedelta())
    success = attempt.score * 100 >= attempt.max_score * quiz.pass_percent and not attempt.falls_short
    yield _statement(attempt, "attempted", quiz_activity, attempt.started_at)
    for given in attempt.answers:
        item = quiz.items[given.item_id]
        activity: Json = {
            "objectType": "Activity",
            "id": f"{quiz.url}/questions/{item.id}",
            "definition": kinds.definition(item, quiz.texts[item.id], quiz.language),
        }
        said = kinds.response(item, given.answer)
        result: Json = {"response": said} if said is not None else {}
        if given.score is not None:
            result |= {
                "score": _score(given.score, Decimal(item.max_score)),
                "success": given.score == item.max_score,
            }
        context: Json = {"language": given.language, "contextActivities": {"parent": [quiz_activity]}}
        yield _statement(attempt, "answered", activity, given.saved_at, result=result, context=context)
    yield _statement(
        attempt, "completed", quiz_activity, attempt.sent_at, result={"completion": True, "duration": _duration(took)}
    )
    if attempt.max_score:
        result = {"score": _score(attempt.score, attempt.max_score), "success": success}
        if attempt.is_result:
            result["extensions"] = {f"{attempt.home}/xapi/is-result": True}
        yield _statement(attempt, "scored", quiz_activity, attempt.sent_at, result=result)
    if attempt.feedback_seen_at is not None:
        feedback = _activity(f"{quiz.url}/feedback", MEDIA, {quiz.language: quiz.title})
        context = {"contextActivities": {"parent": [quiz_activity]}}
        yield _statement(attempt, "experienced", feedback, attempt.feedback_seen_at, context=context)


def _statement(
    attempt: XapiAttempt,
    verb: str,
    activity: Json,
    at: datetime,
    *,
    result: Json | None = None,
    context: Json | None = None,
) -> Json:
    timestamp = at.isoformat(timespec="milliseconds")
    said = f"{attempt.url}#{verb}:{activity['id']}:{timestamp}:{(result or {}).get('score')}"
    if result and "extensions" in result:
        said += ":result"
    return {
        "id": str(uuid5(NAMESPACE_URL, said)),
        "actor": {"objectType": "Agent", "account": {"homePage": attempt.home, "name": attempt.actor}},
        "verb": {"id": VERBS + verb, "display": {ENGLISH: verb}},
        "object": activity,
        **({"result": result} if result else {}),
        "context": {"registration": str(uuid5(NAMESPACE_URL, attempt.url)), "platform": "Orientir", **(context or {})},
        "timestamp": timestamp,
    }


def _activity(url: str, kind: str, name: Mapping[str, str]) -> Json:
    return {"objectType": "Activity", "id": url, "definition": {"type": kind, "name": dict(name)}}


def _score(score: Decimal, most: Decimal) -> Json:
    return {"scaled": round(float(score / most), 4), "raw": float(score), "min": 0, "max": float(most)}


def _duration(took: timedelta) -> str:
    """ISO 8601 with hundredths of a second, the precision that the specification asks stores to compare."""
    return f"PT{took.total_seconds():.2f}S"
