"""A student's practical work with what was said about it, gathered over all tasks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.enums import AnswerSource, Verdict
from assessments.interactions import dont_know
from assessments.models import AnswerFile, Attempt, MarkingRound, Response
from assessments.queries.frozen import frozen_structure, frozen_texts
from assessments.queries.reviews import CriterionRow, criterion_rows, points_of
from assessments.queries.verdicts import verdicts


@dataclass(frozen=True)
class ShownWork:
    """One task as it was marked, with its first photo where one was handed in."""

    prompt: str
    criteria: Sequence[CriterionRow]
    feedback: str
    score: int
    max_score: int
    is_observed: bool
    photo: AnswerFile | None


@dataclass(frozen=True)
class PortfolioEntry:
    """The try that stands for one quiz: the best that passed, else the last one."""

    title: str
    made_at: datetime
    verdict: Verdict
    works: Sequence[ShownWork]


def portfolio(attempts: Iterable[Attempt], language: str | None) -> list[PortfolioEntry]:
    """Return marked work out of these tries of one person, which come with their versions, in their order.

    Six queries, and one for each version.
    """
    tried = [one for one in attempts if one.sent_at and frozen_structure(one.assignment.version).for_person]
    told = verdicts(tried)
    chosen: dict[int, Attempt] = {}
    for one in sorted(tried, key=lambda one: (told[one.pk] == Verdict.PASSED, one.score or 0, one.number)):
        if told[one.pk] != Verdict.WAITING:
            chosen[one.assignment_id] = one
    shown = [one for one in tried if chosen.get(one.assignment_id) == one]
    answers = {
        (row.attempt_id, row.item_id): row
        for row in Response.objects.filter(attempt__in=shown, mark__isnull=False)
        if dont_know.CODE not in row.answer
    }
    rounds = {
        (row.attempt_id, row.item_id): row
        for row in MarkingRound.objects.filter(attempt__in=shown).prefetch_related("marks").order_by("number")
    }
    photos = {row.public_id: row for row in AnswerFile.objects.filter(attempt__in=shown, kind="jpg").order_by("pk")}
    entries = []
    for one in shown:
        texts = frozen_texts(one.assignment.version, language)
        works = []
        for item in frozen_structure(one.assignment.version).for_person:
            answer, marked = answers.get((one.pk, item.id)), rounds.get((one.pk, item.id))
            if answer is None or marked is None:
                continue
            words, named = texts.by_item[item.id], answer.answer.get("files", [])
            works.append(
                ShownWork(
                    prompt=words.prompt,
                    criteria=criterion_rows(item, words, points_of(marked)),
                    feedback=marked.feedback,
                    score=marked.score or 0,
                    max_score=item.max_score,
                    is_observed=answer.source == AnswerSource.OBSERVED,
                    photo=next((photos[name] for name in named if name in photos), None),
                )
            )
        if works and one.sent_at:
            entries.append(PortfolioEntry(texts.title, one.sent_at, told[one.pk], works))
    return entries
