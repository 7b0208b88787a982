"""Attempts written to a file as xAPI statements: streamed, audited, with a pseudonym instead of a person."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import batched
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from assessments.enums import Verdict
from assessments.exchange.xapi import XapiAnswer, XapiAttempt, XapiQuiz, statements
from assessments.grading import answer_from_json, is_for_person
from assessments.interactions.base import Answer, AnswerError, FrozenItem, Json
from assessments.interactions.dont_know import DontKnow
from assessments.models import Attempt, AttemptQuerySet, QuizVersion, Response
from assessments.queries import counted_attempts, frozen_structure, frozen_texts, verdicts
from audit import services as audit

CHUNK = 200


@transaction.atomic
def export_xapi(*, attempts: AttemptQuerySet, target: Path, scope_id: str = "", since: datetime | None = None) -> int:
    """Write the statements of sent attempts as one JSON array, readable by the file's owner alone; return how many.

    Audited in the same transaction. The file appears whole or not at all; FileExistsError where it is there already.
    """
    if target.exists():
        raise FileExistsError(target)
    part = target.with_name(f".{target.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            count = _write(attempts, file)
        audit.record(
            action="attempts.export",
            actor=None,
            scope_type="assignment" if scope_id else "",
            scope_id=scope_id,
            count=count,
            details={"format": "xapi", "since": since.isoformat() if since else None},
        )
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    return count


def _write(attempts: AttemptQuerySet, file: TextIO) -> int:
    count = 0
    for count, statement in enumerate(_statements(attempts), 1):
        file.write("[\n" if count == 1 else ",\n")
        file.write(json.dumps(statement, ensure_ascii=False))
    file.write("\n]\n" if count else "[]\n")
    return count


def _statements(attempts: AttemptQuerySet) -> Iterator[Json]:
    """Yield statement by statement; three queries for every two hundred attempts and two for each version."""
    quizzes: dict[int, XapiQuiz] = {}
    found = (
        attempts.filter(sent_at__isnull=False, is_extra=False)
        .select_related("assignment__version", "learner")
        .defer("assignment__version__structure")
        .prefetch_related("responses")
        .order_by("pk")
    )
    for attempt, is_result, verdict in _with_results(found):
        version = attempt.assignment.version
        if version.pk not in quizzes:
            quizzes[version.pk] = _quiz(version)
        yield from statements(
            quizzes[version.pk], _attempt(attempt, quizzes[version.pk], is_result=is_result, verdict=verdict)
        )


def _with_results(found: AttemptQuerySet) -> Iterator[tuple[Attempt, bool, Verdict]]:
    """Yield each attempt with whether it counts and passes; one to five queries more for every two hundred."""
    for several in batched(found.iterator(chunk_size=CHUNK), CHUNK, strict=False):
        learners = {attempt.learner_id for attempt in several}
        mates = Attempt.objects.filter(learner__in=learners, sent_at__isnull=False).defer("layout")
        counted = counted_attempts([attempt.assignment for attempt in several], mates)
        results = {attempt.pk for attempt in counted.values()}
        told = verdicts(several)
        yield from ((attempt, attempt.pk in results, told[attempt.pk]) for attempt in several)


def _quiz(version: QuizVersion) -> XapiQuiz:
    texts = frozen_texts(version, version.source_language)
    return XapiQuiz(
        url=f"{_home()}/xapi/quizzes/{version.public_id}",
        title=texts.title,
        language=texts.language,
        pass_percent=version.pass_percent,
        items=frozen_structure(version).by_id,
        texts=texts.by_item,
    )


def _attempt(attempt: Attempt, quiz: XapiQuiz, *, is_result: bool, verdict: Verdict) -> XapiAttempt:
    answers = [
        XapiAnswer(row.item_id, answer, _points(quiz.items[row.item_id], answer, row), row.language, row.saved_at)
        for row in sorted(attempt.responses.all(), key=lambda row: (row.saved_at, row.pk))
        if row.item_id in quiz.items and (answer := _read(quiz.items[row.item_id], row.answer)) is not None
    ]
    # What the learner's own pages call the attempt would lead from a statement back to the person.
    secret = salted_hmac("assessments.xapi.attempt", attempt.public_id, algorithm="sha256").hexdigest()
    return XapiAttempt(
        home=_home(),
        actor=salted_hmac("assessments.xapi.actor", attempt.learner.public_id, algorithm="sha256").hexdigest(),
        url=f"{_home()}/xapi/attempts/{secret}",
        started_at=attempt.started_at,
        sent_at=attempt.sent_at or attempt.started_at,
        feedback_seen_at=attempt.feedback_seen_at,
        score=attempt.score or Decimal(0),
        max_score=attempt.max_score or Decimal(0),
        answers=answers,
        is_result=is_result,
        falls_short=verdict is not Verdict.PASSED,
    )


def _points(item: FrozenItem, answer: Answer, row: Response) -> Decimal | None:
    """Return the points of an answer; None while it waits for somebody to mark it."""
    is_waiting = is_for_person(item) and row.mark is None and not isinstance(answer, DontKnow)
    return None if is_waiting else row.score


def _read(item: FrozenItem, stored: object) -> Answer | None:
    """Return an answer; None for one that cannot be read any more."""
    try:
        return answer_from_json(item, stored)
    except AnswerError:
        return None


def _home() -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")
