"""Who understood what: the table of a class, one question, one student."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from assessments import statistics
from assessments.interactions import logic
from assessments.models import QuizAssignment
from assessments.permissions import access_kept_assignment
from assessments.queries import (
    ItemColumn,
    LearnerRow,
    ResultCell,
    attempt_sources,
    class_results,
    frozen_structure,
    is_judged,
    late_count,
    learner_attempts,
    marked_as_counting,
    quiz_titles,
    student_quizzes,
    verdicts,
)
from common.http import no_store
from institutions.permissions import access_taught_enrolment, can_answer_for_institution
from lessons import queries
from lessons.queries.log import attended
from lessons.queries.reteach import upcoming_questions, waiting_question
from lessons.queries.room import room_counts
from lessons.queries.room_columns import by_column
from lessons.queries.similar import similar_question


@staff_required
@require_safe
@no_store
def class_table(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Show the heatmap of a class; of one that is over, to read."""
    assignment = access_kept_assignment(request.user, assignment_id)
    results = class_results(assignment, get_language())
    rows = results.rows
    counted = room_counts(assignment, get_language())
    if request.GET.get("sort") == "attention":
        rows = sorted(rows, key=lambda row: (not row.answered, row.right))
    context = {
        "assignment": assignment,
        "cohort": assignment.cohort,
        "results": results,
        "rows": _with_cells(rows),
        "advice": results.to_reteach(upcoming_questions(assignment)),
        "sort": request.GET.get("sort", ""),
        "percent_from": statistics.PERCENT_FROM,
        "late": late_count(assignment),
        "room": by_column(results, counted),
        "room_has_any": bool(counted),
    }
    return render(request, "lessons/teacher/results.html", context)


def _with_cells(rows: Sequence[LearnerRow]) -> list[tuple[LearnerRow, list[str]]]:
    """Return each row with its cells as HTML; a table of 800 cells has a dozen different ones, each rendered once."""
    drawn: dict[ResultCell, str] = {}
    for cell in {cell for row in rows for cell in row.cells}:
        drawn[cell] = render_to_string(
            "components/heat_cell.html", {"state": cell.state, "answer": cell.text, "source": cell.source}
        )
    return [(row, [drawn[cell] for cell in row.cells]) for row in rows]


@staff_required
@require_safe
@no_store
def item(request: SignedInRequest, assignment_id: str, number: int) -> HttpResponse:
    """Show one question: what the class chose and what a wrong choice may mean."""
    assignment = access_kept_assignment(request.user, assignment_id)
    language = get_language()
    results = class_results(assignment, language)
    column = results.column(number)
    if column is None:
        raise Http404
    context = {
        "assignment": assignment,
        "cohort": assignment.cohort,
        "results": results,
        "column": column,
        "options": _options(column),
        "mark": _untold(column),
        "advice_from": statistics.ADVICE_FROM,
        "waiting": waiting_question(assignment, column.item.id),
        "similar": similar_question(assignment, column.item, language) if column.attention.is_needed else None,
        "room": room_counts(assignment, language).get(column.item.id),
    }
    return render(request, "lessons/teacher/item.html", context)


def _untold(column: ItemColumn) -> str:
    """Return the mark of the strongest wrong option where its author named no misconception, else ""."""
    kind = logic(column.item.kind)
    strongest = next(iter(column.attention.distractors), "")
    if not strongest or kind.option_misconception(column.item, column.texts, strongest):
        return ""
    return kind.option_mark(column.item, strongest)


def _options(column: ItemColumn) -> list[dict[str, object]]:
    kind = logic(column.item.kind)
    if column.is_for_person:
        return []
    rows: list[dict[str, object]] = []
    for row in statistics.distractor_table(column.item, column.counts):
        known = kind.is_option(column.item, row.option)
        rows.append(
            {
                "row": row,
                "value": str(row.count) if row.percent is None else f"{row.count} · {row.percent}%",
                "text": kind.option_text(column.item, column.texts, row.option) if known else "",
                "misconception": kind.option_misconception(column.item, column.texts, row.option) if known else "",
                "is_strong": row.option in column.attention.distractors,
            }
        )
    return rows


@staff_required
@require_safe
@no_store
def student(request: SignedInRequest, enrolment_id: str) -> HttpResponse:
    """Show one student's tries and lessons in this class."""
    enrolment = access_taught_enrolment(request.user, enrolment_id)
    attempts = learner_attempts(request.user, enrolment)
    quizzes = [] if enrolment.left_on else student_quizzes(enrolment, QuizAssignment.objects.all())
    given = [*(attempt.assignment for attempt in attempts), *(quiz.assignment for quiz in quizzes)]
    sources = attempt_sources(attempts)
    told = verdicts([one for one in attempts if is_judged(frozen_structure(one.assignment.version))])
    titles = quiz_titles([assignment.version.quiz for assignment in given], get_language())
    progress = queries.learner_lessons(enrolment)
    lessons = queries.class_lessons([enrolment.cohort], get_language())[enrolment.cohort_id]
    context = {
        "enrolment": enrolment,
        "cohort": enrolment.cohort,
        "attempts": [
            (attempt, titles[attempt.assignment.version.quiz_id], sources.get(attempt.pk, []), told.get(attempt.pk))
            for attempt in attempts
        ],
        "counting": marked_as_counting(attempts),
        "has_work": bool(told),
        "quizzes": [(quiz, titles[quiz.assignment.version.quiz_id]) for quiz in quizzes],
        "missed_twice": queries.missed_twice(attempts, get_language()),
        "lessons": [(lesson, progress.get(lesson.given.pk)) for lesson in lessons],
        "attended": attended(enrolment),
        "may_answer": can_answer_for_institution(request.user, enrolment.cohort.institution),
    }
    return render(request, "lessons/teacher/student.html", context)
