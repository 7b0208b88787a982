"""What a class's answers look like to its teacher: one table of learners and questions, and its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q

from assessments import statistics
from assessments.grading import ItemScore, is_for_person, percent_of
from assessments.interactions.base import CellState, FrozenItem, ItemTexts
from assessments.models import Attempt, QuizAssignment, Response
from assessments.queries.counting import counted_attempts
from assessments.queries.frozen import frozen_texts
from assessments.queries.keys import GIVEN, NOTHING, Given, Marking, marking
from assessments.queries.learner import layout_items
from institutions.models import Enrolment

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class ResultCell:
    """One learner's answer to one question: ``state`` names the drawing, ``text`` the letters chosen.

    ``source`` says where the answer came from where a table mixes several ways, and is empty elsewhere.
    """

    state: str
    text: str
    source: str = ""


# The question was drawn for others, or belongs to the other form.
NOT_ASKED = ResultCell("unasked", "")


@dataclass(frozen=True)
class LearnerRow:
    """One learner's line; ``attempt`` is the try that counts, or None; ``asked`` counts its questions."""

    enrolment: Enrolment
    attempt: Attempt | None
    cells: Sequence[ResultCell]
    right: int
    answered: int
    asked: int = 0

    @property
    def form(self) -> str:
        """Return the form of the try, where the quiz has two."""
        # A plain quiz has no forms: its layouts are not read, and asking for one would take a query a row.
        if self.attempt is None or "layout" in self.attempt.get_deferred_fields():
            return ""
        return str(self.attempt.layout.get("form", ""))

    @property
    def is_running(self) -> bool:
        """Whether the answers were not sent yet; they count, marked as in progress."""
        return self.attempt is not None and self.attempt.sent_at is None


@dataclass(frozen=True)
class ItemColumn:
    """One question's column and foot; ``percent`` is None below five answers.

    Where a person marks, ``percent`` is the share of the points given, and ``waiting`` counts the answers to mark.
    """

    number: int
    item: FrozenItem
    texts: ItemTexts
    counts: statistics.ItemCounts
    percent: int | None
    attention: statistics.Attention
    waiting: int = 0
    is_for_person: bool = False


@dataclass(frozen=True)
class Results:
    """The whole table; figures cover the shown answers, one attempt a learner.

    Of a quiz that draws from the bank the columns are the questions that somebody was asked.
    """

    title: str
    columns: Sequence[ItemColumn]
    rows: Sequence[LearnerRow]
    has_forms: bool = False

    @property
    def has_unasked(self) -> bool:
        """Whether some were not asked what others were: questions are drawn, or there are two forms."""
        return any(cell is NOT_ASKED for row in self.rows for cell in row.cells)

    def column(self, number: int) -> ItemColumn | None:
        """Return the column of this number; numbers are those of the version."""
        return next((column for column in self.columns if column.number == number), None)

    @property
    def sources(self) -> list[str]:
        """Return the ways in which these answers came, where there are several."""
        return sorted({cell.source for row in self.rows for cell in row.cells if cell.source})

    @property
    def answered(self) -> int:
        """Return how many learners gave at least one answer."""
        return sum(1 for row in self.rows if row.answered)

    @property
    def waiting(self) -> int:
        """Return how many answers wait for a person to mark them."""
        return sum(column.waiting for column in self.columns)

    def to_reteach(self, upcoming: Mapping[str, int] | None = None) -> Sequence[ItemColumn]:
        """Return the questions to come back to, at most three, those first on which most later questions build.

        ``upcoming`` counts the questions of later quizzes by competency.
        """
        asked = [(column.item, column.counts) for column in self.columns if not column.is_for_person]
        by_item = {column.item.id: column for column in self.columns}
        return [by_item[entry.item.id] for entry in statistics.to_reteach(asked, upcoming)]


def class_results(assignment: QuizAssignment, language: str | None) -> Results:
    """Return the table of a class. Four queries, whatever the size of the class or the quiz."""
    by = marking(assignment)
    texts = frozen_texts(assignment.version, language)
    enrolments = list(Enrolment.objects.active().filter(cohort_id=assignment.cohort_id).select_related("learner"))
    has_begun = Q(responses__isnull=False) | Q(sent_at__isnull=False)
    answered = Attempt.objects.filter(has_begun, assignment=assignment).distinct()
    is_plain = by.own.plan.is_plain
    counted = counted_attempts([assignment], answered.defer("layout") if is_plain else answered)
    attempts = {learner_id: attempt for (_assignment, learner_id), attempt in counted.items()}
    stored: dict[int, dict[str, Given]] = {}
    shown = [attempt.pk for attempt in attempts.values()]
    sources: dict[tuple[int, str], str] = {}
    found = Response.objects.filter(attempt_id__in=shown).values_list("attempt_id", "item_id", "source", *GIVEN)
    for attempt_id, item_id, source, answer, given_in, mark in found:
        stored.setdefault(attempt_id, {})[item_id] = (answer, given_in, mark)
        sources[attempt_id, item_id] = source
    if len(set(sources.values())) == 1:
        sources = {}
    marks, rows = _Marks(by), []
    for enrolment in enrolments:
        attempt = attempts.get(enrolment.learner_id)
        answers = stored.get(attempt.pk, {}) if attempt else {}
        asked = None if is_plain or attempt is None else frozenset(layout_items(attempt))
        marked = [
            marks.of(item.id, *answers.get(item.id, NOTHING)) if asked is None or item.id in asked else None
            for item in by.own.recorded
        ]
        rows.append(
            LearnerRow(
                enrolment=enrolment,
                attempt=attempt,
                cells=[_cell(item, attempt, sources) if item else NOT_ASKED for item in marked],
                right=sum(1 for item in marked if item and item.score == item.max_score),
                answered=len(answers),
                asked=sum(1 for item in marked if item),
            )
        )
    members = {row.attempt.pk for row in rows if row.attempt}
    columns = []
    for number, item in enumerate(by.own.recorded, 1):
        words = by.texts(item.id, texts.by_item[item.id], texts.language)
        given = [stored[pk][item.id] for pk in members if item.id in stored.get(pk, {})]
        if is_for_person(item):
            columns.append(_person_column(number, item, words, marks.by_person(item.id, given), len(given)))
        else:
            columns.append(_column(number, by.item(item.id), words, marks.as_marked(item.id, given)))
    results = Results(texts.title, columns, rows, has_forms=by.own.plan.has_forms)
    return results if is_plain else _without_unasked(results)


def _without_unasked(results: Results) -> Results:
    """Leave out the columns of questions that nobody was asked; of a large pool those are most."""
    shown = [
        place
        for place in range(len(results.columns))
        if any(row.attempt is not None and row.cells[place] is not NOT_ASKED for row in results.rows)
    ]
    return replace(
        results,
        columns=[results.columns[place] for place in shown],
        rows=[replace(row, cells=[row.cells[place] for place in shown]) for row in results.rows],
    )


class _Marks:
    """Marks every different answer to a question once; the answers of a class are mostly equal."""

    def __init__(self, by: Marking) -> None:
        self._by = by
        self._kept: dict[tuple[str, str, str, Decimal | None], ItemScore] = {}

    def of(self, item_id: str, answer: object, language: str, mark: Decimal | None) -> ItemScore:
        """Return what one stored answer (None for a gap) is worth and how its cell looks."""
        name = (item_id, repr(answer), language if item_id in self._by.corrected else "", mark)
        if name not in self._kept:
            self._kept[name] = self._by.mark(item_id, answer, language, mark)
        return self._kept[name]

    def by_person(self, item_id: str, given: Sequence[Given]) -> list[ItemScore]:
        """Return the answers that a person has marked, or that need no mark."""
        found = [self.of(item_id, *answer) for answer in given]
        return [score for score in found if score.is_counted]

    def as_marked(self, item_id: str, given: Sequence[Given]) -> list[object]:
        """Return the answers as the marked question reads them; one that it could not take is not counted."""
        read = [self._by.read(item_id, answer, language) for answer, language, _mark in given]
        return [answer for item, answer in read if item is self._by.item(item_id)]


def _column(number: int, item: FrozenItem, texts: ItemTexts, answers: Sequence[object]) -> ItemColumn:
    counts = statistics.count_answers(item, answers)
    return ItemColumn(
        number=number,
        item=item,
        texts=texts,
        counts=counts,
        percent=statistics.percent(counts.right, counts.n),
        attention=statistics.needs_attention(item, counts),
    )


def _person_column(
    number: int, item: FrozenItem, texts: ItemTexts, marked: Sequence[ItemScore], given: int
) -> ItemColumn:
    """Count what was marked; a share of the points stands where others show a share of right answers, and no advice."""
    right = sum(1 for score in marked if score.score == score.max_score)
    points = sum((score.score for score in marked), Decimal(0))
    most = len(marked) * item.max_score
    return ItemColumn(
        number=number,
        item=item,
        texts=texts,
        counts=statistics.ItemCounts(n=len(marked), right=right),
        percent=percent_of(points, Decimal(most)) if len(marked) >= statistics.PERCENT_FROM else None,
        attention=statistics.Attention(),
        waiting=given - len(marked),
        is_for_person=True,
    )


def _cell(item: ItemScore, attempt: Attempt | None, sources: Mapping[tuple[int, str], str]) -> ResultCell:
    source = sources.get((attempt.pk, item.item_id), "") if attempt else ""
    is_blank = item.cell.state in (CellState.EMPTY, CellState.WAITING)
    return ResultCell(_state(item.cell.state, attempt), "" if is_blank else item.cell.text, source)


def _state(state: str, attempt: Attempt | None) -> str:
    """Return the drawing's name: an open attempt's gap is "in progress", a sent one's is "no answer"."""
    if state == "empty":
        return "open" if attempt is not None and attempt.sent_at is None else "none"
    if state == "waiting":
        return "open" if attempt is not None and attempt.sent_at is None else "waiting"
    return {"right": "right", "partial": "part", "wrong": "wrong", "dont_know": "none"}[state]


def learner_attempts(teacher: "User", enrolment: Enrolment) -> list[Attempt]:
    """Return a learner's attempts in the class this teacher teaches, with quiz titles at hand."""
    return list(
        Attempt.objects.visible_to(teacher)
        .filter(learner_id=enrolment.learner_id, assignment__cohort_id=enrolment.cohort_id)
        .select_related("assignment__version__quiz")
        .defer("assignment__version__structure")
        .order_by("assignment__assigned_at", "number")
    )


def attempt_sources(attempts: Sequence[Attempt]) -> dict[int, list[str]]:
    """Return the ways in which the answers of each try came. One query."""
    found: dict[int, list[str]] = {}
    rows = Response.objects.filter(attempt__in=[attempt.pk for attempt in attempts]).order_by("source")
    for attempt_id, source in rows.values_list("attempt_id", "source").distinct():
        found.setdefault(attempt_id, []).append(source)
    return found
