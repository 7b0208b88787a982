"""What the teacher decides about answers that came late and about tries beyond the allowed ones.

Nothing is deleted: what is left uncounted stays beside the answers that count, with who decided and when.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.enums import AnswerSource
from assessments.models import Attempt, HeldAnswer, QuizAssignment, Response
from assessments.queries import marking
from assessments.services.answering import write_scores
from audit import services as audit


@transaction.atomic
def count_late(*, assignment: QuizAssignment, learner_ids: Collection[int], actor: User) -> int:
    """Let these students' late answers and extra tries count; return how many now do. Audited.

    A late answer takes the place of an older one to the same question, never of a newer one. What was left before may
    be counted now; repeating it changes nothing.
    """
    attempts = _locked(assignment, learner_ids)
    now = timezone.now()
    held = list(HeldAnswer.objects.filter(attempt__in=attempts, is_counted=False).order_by("attempt_id", "pk"))
    moved = _move(assignment, held)
    decided = [row for row in held if row.pk in moved or row.decided_at is None]
    for row in decided:
        row.is_counted, row.decided_at, row.decided_by_id = row.pk in moved, now, actor.pk
    HeldAnswer.objects.bulk_update(decided, ["is_counted", "decided_at", "decided_by_id"])
    changed = {row.attempt_id for row in held if row.pk in moved}
    write_scores([attempts[pk] for pk in sorted(changed) if attempts[pk].sent_at is not None])
    counted = len(moved)
    counted += Attempt.objects.filter(pk__in=attempts, is_extra=True, is_extra_counted=False).update(
        is_extra_counted=True, extra_decided_at=now, extra_decided_by_id=actor.pk
    )
    _record("quiz.late_count", assignment, actor, counted)
    return counted


@transaction.atomic
def leave_late(*, assignment: QuizAssignment, learner_ids: Collection[int], actor: User) -> int:
    """Leave what was not decided yet uncounted; return how many. Repeating it changes nothing. Audited."""
    attempts = _locked(assignment, learner_ids)
    now = timezone.now()
    left = HeldAnswer.objects.filter(attempt__in=attempts, decided_at=None).update(
        decided_at=now, decided_by_id=actor.pk
    )
    left += Attempt.objects.filter(pk__in=attempts, is_extra=True, extra_decided_at=None).update(
        extra_decided_at=now, extra_decided_by_id=actor.pk
    )
    _record("quiz.late_leave", assignment, actor, left)
    return left


def _locked(assignment: QuizAssignment, learner_ids: Collection[int]) -> dict[int, Attempt]:
    """Return the attempts of these students by row number; their rows are the lock for everything in them."""
    attempts = Attempt.objects.select_for_update(of=("self",)).select_related("assignment__version")
    return {row.pk: row for row in attempts.filter(assignment=assignment, learner_id__in=learner_ids).order_by("pk")}


def _move(assignment: QuizAssignment, held: Collection[HeldAnswer]) -> set[int]:
    """Put held answers where answers count, unless a newer one stands there; return the rows that count now."""
    by = marking(assignment)
    kept = {
        (row.attempt_id, row.item_id): row
        for row in Response.objects.filter(attempt__in={answer.attempt_id for answer in held})
    }
    moved, new, changed = set(), [], []
    for row in held:
        values = {
            "sequence": row.sequence,
            "answer": row.answer,
            "score": by.mark(row.item_id, row.answer, row.language).score,
            "mark": None,  # what a person gave, they gave to the answer before
            "language": row.language,
            "text_revision": row.text_revision,
            "saved_at": row.arrived_at,
            "source": AnswerSource.DEVICE,
        }
        found = kept.get((row.attempt_id, row.item_id))
        if found is None:
            new.append(Response(attempt_id=row.attempt_id, item_id=row.item_id, **values))
        elif found.sequence < row.sequence:
            for name, value in values.items():
                setattr(found, name, value)
            changed.append(found)
        else:
            continue
        moved.add(row.pk)
    Response.objects.bulk_create(new)
    names = ["sequence", "answer", "score", "mark", "language", "text_revision", "saved_at", "source"]
    Response.objects.bulk_update(changed, names)
    return moved


def _record(action: str, assignment: QuizAssignment, actor: User, count: int) -> None:
    if count:
        audit.record(
            actor=actor, action=action, scope_type="quiz_assignment", scope_id=assignment.public_id, count=count
        )
