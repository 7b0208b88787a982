"""Answers typed in from paper: a row is one student's sheet and becomes a try like every other, marked as paper.

Each row is saved whole or not at all. Answers that did not come from paper are never overwritten unasked; what a
correction replaces is kept beside it.
"""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from assessments.models import Attempt, QuizAssignment, SheetAbsence
from assessments.queries.paper_questions import PaperQuiz
from assessments.services.answering import write_scores
from assessments.services.paper_plans import plan_row
from assessments.services.paper_rows import Plan, RowOutcome, RowPlan, TypedRow
from assessments.services.paper_sheets import sheet_rows
from assessments.services.paper_writing import correct, sent_attempts, write_responses
from audit import services as audit


class QuizWithdrawn(Exception):
    """These questions were taken back: nothing is typed in any more."""


def save_sheets(
    *, assignment: QuizAssignment, typed: Sequence[TypedRow], actor: User, language: str | None
) -> dict[str, RowOutcome]:
    """Save the good rows and say what became of each, by place; repeating it changes nothing. Audited.

    ``language`` is that of the printed sheets. Raises ``QuizWithdrawn``.
    """
    try:
        with transaction.atomic():
            return _save(assignment, typed, actor, language)
    except IntegrityError:
        # A device began a try at the same moment: seen now, it is a matter for the teacher.
        with transaction.atomic():
            return _save(assignment, typed, actor, language)


def _save(
    assignment: QuizAssignment, typed: Sequence[TypedRow], actor: User, language: str | None
) -> dict[str, RowOutcome]:
    # The assignment's row is the lock: two teachers who type at once take turns.
    if not QuizAssignment.objects.select_for_update().filter(pk=assignment.pk, withdrawn_at=None).exists():
        raise QuizWithdrawn
    quiz = PaperQuiz(assignment, language)
    asked = {row.place: row.number for row in typed}
    rows = {row.enrolment.public_id: row for row in sheet_rows(quiz, tries=asked)}
    latest = {row.enrolment.public_id: row for row in sheet_rows(quiz)}
    plans = [plan_row(rows[row.place], row, latest[row.place]) for row in typed if row.place in rows]
    _write(quiz, plans, actor)
    return {plan.row.enrolment.public_id: plan.outcome for plan in plans}


def _write(quiz: PaperQuiz, plans: Sequence[RowPlan], actor: User) -> None:
    def of(*wanted: Plan) -> list[RowPlan]:
        return [plan for plan in plans if plan.plan in wanted]

    entered = sent_attempts(quiz, of(Plan.NEW, Plan.TAKE_OVER))
    write_responses(quiz, entered)
    corrected, changes = correct(quiz, of(Plan.CORRECT), actor)
    write_scores([*(attempt for attempt, _plan in entered), *corrected])
    removed = [plan.row.attempt.pk for plan in of(Plan.REMOVE) if plan.row.attempt]
    Attempt.objects.filter(pk__in=removed).delete()
    _note_absences(quiz.assignment, of(Plan.ABSENT, Plan.REMOVE), of(Plan.PRESENT, Plan.NEW, Plan.TAKE_OVER), actor)
    for action, count in (("enter", len(entered)), ("correct", changes), ("remove", len(removed))):
        _record(f"paper.{action}", quiz.assignment, actor, count)


def _note_absences(
    assignment: QuizAssignment, absent: Sequence[RowPlan], present: Sequence[RowPlan], actor: User
) -> None:
    SheetAbsence.objects.filter(
        assignment=assignment, learner_id__in=[plan.row.enrolment.learner_id for plan in present]
    ).delete()
    SheetAbsence.objects.bulk_create(
        [
            SheetAbsence(
                assignment=assignment,
                learner_id=plan.row.enrolment.learner_id,
                noted_by_id=actor.pk,
                noted_at=timezone.now(),
            )
            for plan in absent
        ],
        ignore_conflicts=True,
    )


def _record(action: str, assignment: QuizAssignment, actor: User, count: int) -> None:
    if count:
        audit.record(
            actor=actor, action=action, scope_type="quiz_assignment", scope_id=assignment.public_id, count=count
        )
