"""Tries and answers from paper as rows, written for a whole class at once."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.enums import AnswerSource
from assessments.interactions.base import Answer
from assessments.models import AnswerCorrection, Attempt, QuizAssignment, Response
from assessments.queries.paper_questions import PaperQuiz
from assessments.queries.paper_rows import SheetRow
from assessments.services.paper_rows import RowPlan
from assessments.services.tickets import attempt_address

# Below every number that a device gives: what a device sends later is known to be another answer.
SEQUENCE = 0


def sent_attempts(quiz: PaperQuiz, plans: Sequence[RowPlan]) -> list[tuple[Attempt, RowPlan]]:
    """Store a sent try for each row, new or begun on a device without an answer. Two queries."""
    made: list[tuple[Attempt, RowPlan]] = []
    taken_over: list[tuple[Attempt, RowPlan]] = []
    for plan in plans:
        begun = plan.row.attempt if plan.row.attempt and not plan.row.is_known else None
        attempt = begun or _new(quiz.assignment, plan.row)
        attempt.assignment, attempt.sent_at = quiz.assignment, timezone.now()
        attempt.layout = _layout(quiz, plan.row)
        (taken_over if begun else made).append((attempt, plan))
    Attempt.objects.bulk_create([attempt for attempt, _plan in made])
    Attempt.objects.bulk_update([attempt for attempt, _plan in taken_over], ["layout", "sent_at"])
    return made + taken_over


def _new(assignment: QuizAssignment, row: SheetRow) -> Attempt:
    learner, number = row.enrolment.learner_id, row.last + 1
    address = attempt_address(assignment_id=assignment.pk, learner_id=learner, number=number)
    return Attempt(assignment=assignment, learner_id=learner, number=number, public_id=address)


def _layout(quiz: PaperQuiz, row: SheetRow) -> dict[str, object]:
    """Return what the sheet asked, and in which order its choices stood."""
    layout: dict[str, object] = {
        "items": list(row.items),
        "choices": {item_id: quiz.orders[item_id] for item_id in row.items},
    }
    return layout | ({"form": row.form} if row.form else {})


def write_responses(quiz: PaperQuiz, entered: Sequence[tuple[Attempt, RowPlan]]) -> None:
    """Store every answer of these tries. One query."""
    Response.objects.bulk_create(
        [
            _response(quiz, attempt, item_id, answer)
            for attempt, plan in entered
            for item_id, answer in plan.answers.items()
            if answer is not None
        ]
    )


def _response(quiz: PaperQuiz, attempt: Attempt, item_id: str, answer: Answer) -> Response:
    return Response(attempt=attempt, item_id=item_id, sequence=SEQUENCE, **_values(quiz, item_id, answer))


def _values(quiz: PaperQuiz, item_id: str, answer: Answer) -> dict[str, object]:
    return {
        "answer": answer.to_json(),
        "score": quiz.by.score(quiz.structure.by_id[item_id], answer, quiz.texts.language),
        "language": quiz.texts.language,
        "text_revision": quiz.texts.revision,
        "saved_at": timezone.now(),
        "source": AnswerSource.PAPER,
    }


@transaction.atomic
def correct(quiz: PaperQuiz, plans: Sequence[RowPlan], actor: User) -> tuple[list[Attempt], int]:
    """Replace what differs, keep what stood there, and send tries that were open; return them and how many changed."""
    attempts, kept, new, changed, gone = [], [], [], [], []
    for plan in plans:
        attempt = plan.row.attempt
        if attempt is None:
            raise ValueError(plan.row.enrolment.public_id)
        attempt.assignment = quiz.assignment
        attempts.append(attempt)
        for item_id, answer in plan.answers.items():
            old = plan.row.stored.get(item_id)
            if (old.answer if old else None) == (answer.to_json() if answer else None):
                continue
            kept.append(_correction(attempt, item_id, old, actor))
            if answer is None and old is not None:
                gone.append(old.pk)
            elif answer is not None and old is None:
                new.append(_response(quiz, attempt, item_id, answer))
            elif answer is not None and old is not None:
                for name, value in _values(quiz, item_id, answer).items():
                    setattr(old, name, value)
                changed.append(old)
    AnswerCorrection.objects.bulk_create(kept)
    Response.objects.filter(pk__in=gone).delete()
    Response.objects.bulk_create(new)
    Response.objects.bulk_update(changed, ["answer", "score", "language", "text_revision", "saved_at", "source"])
    open_ones = [attempt.pk for attempt in attempts if attempt.sent_at is None]
    Attempt.objects.filter(pk__in=open_ones).update(sent_at=timezone.now())
    return attempts, len(kept)


def _correction(attempt: Attempt, item_id: str, old: Response | None, actor: User) -> AnswerCorrection:
    return AnswerCorrection(
        attempt=attempt,
        item_id=item_id,
        old_answer=old.answer if old else None,
        old_source=old.source if old else "",
        old_language=old.language if old else "",
        corrected_by_id=actor.pk,
    )
