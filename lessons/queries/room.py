"""What was counted in the room for the questions of a quiz, beside what each student answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.models import QuizAssignment
from lessons.enums import QuestionState
from lessons.models import BallotCount, LiveQuestion
from lessons.queries.asked import asked
from lessons.queries.result_words import ResultRow
from lessons.queries.tallied import takes_several, together

TOLD = (QuestionState.CLOSED, QuestionState.SHOWN)


@dataclass(frozen=True)
class RoomCount:
    """One question: of so many people how many were ``right``, None where one may raise several hands."""

    people: int
    right: int | None
    source: str
    rows: Sequence[ResultRow]


def room_counts(assignment: QuizAssignment, language: str | None) -> dict[str, RoomCount]:
    """Return the newest count of each question by the item's id; none whose answers were kept by name. Two queries."""
    taken = LiveQuestion.objects.filter(
        run__lesson_assignment__quiz_assignment=assignment, state__in=TOLD, tally__named=0, answer_level=0
    )
    newest = {row.item_id: row for row in taken.select_related("run", "tally").order_by("run__started_at")}
    votes: dict[int, dict[str, int]] = {}
    found = BallotCount.objects.filter(question__in=newest.values()).values_list("question", "option", "votes")
    for question, option, count in found if newest else ():
        votes.setdefault(question, {})[option] = count
    return {item: _count(row, votes.get(row.pk, {}), language) for item, row in newest.items()}


def _count(row: LiveQuestion, votes: dict[str, int], language: str | None) -> RoomCount:
    question = asked(row, language)
    known = together(row, question.item, [one.id for one in question.options], votes)
    right = sum(count for one, count in zip(question.options, known.counts, strict=True) if one.is_right)
    rows = [
        ResultRow(
            one.mark, one.text, one.is_right, str(count), round(100 * count / known.people) if known.people else 0
        )
        for one, count in zip(question.options, known.counts, strict=True)
    ]
    return RoomCount(known.people, None if takes_several(question.item) else right, known.source, rows)
