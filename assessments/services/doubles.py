"""Two accounts of one student: the answers of the one become answers of the other, and none is lost."""

from django.db import transaction
from django.db.models import F

from assessments.models import AssignmentException, Attempt, PracticeCard, SheetAbsence
from assessments.services.answering import send_attempt
from assessments.services.former import note_former

# Above every number in use while rows change hands.
AWAY = 10_000


@transaction.atomic
def move_answers(*, kept_id: int, dropped_id: int) -> int:
    """Give all tries of one account to the other, with what hangs on them; return how many. Twice moves nothing.

    Where both answered the same quiz, the tries that come over are numbered after those that are there, and the rule of
    the quiz decides which counts. Of two tries that are both open, the one that comes over is sent as it stands.
    """
    attempts = Attempt.objects.select_for_update(of=("self",)).filter(learner_id__in=(kept_id, dropped_id))
    rows = list(attempts.select_related("assignment__version").order_by("number"))
    there = [row for row in rows if row.learner_id == kept_id]
    coming = [row for row in rows if row.learner_id == dropped_id]
    is_open = {row.assignment_id for row in there if row.sent_at is None}
    last = {row.assignment_id: row.number for row in there}
    for row in coming:
        if row.sent_at is None and row.assignment_id in is_open:
            send_attempt(attempt=row)
    Attempt.objects.filter(pk__in=[row.pk for row in coming]).update(number=F("number") + AWAY)
    for row in coming:
        row.number += last.get(row.assignment_id, 0)
        row.learner_id = kept_id
    Attempt.objects.bulk_update(coming, ["number", "learner"], batch_size=200)
    _move_exceptions(kept_id, dropped_id)
    known = list(PracticeCard.objects.filter(learner_id=kept_id).values_list("item_id", flat=True))
    PracticeCard.objects.filter(learner_id=dropped_id).exclude(item_id__in=known).update(learner_id=kept_id)
    PracticeCard.objects.filter(learner_id=dropped_id).delete()
    absent = list(SheetAbsence.objects.filter(learner_id=kept_id).values_list("assignment_id", flat=True))
    SheetAbsence.objects.filter(learner_id=dropped_id).exclude(assignment_id__in=absent).update(learner_id=kept_id)
    SheetAbsence.objects.filter(learner_id=dropped_id).delete()
    note_former(kept_id=kept_id, dropped_id=dropped_id)
    return len(coming)


def _move_exceptions(kept_id: int, dropped_id: int) -> None:
    """Leave of two own rules for the same quiz what gives more."""
    own = {row.assignment_id: row for row in AssignmentException.objects.filter(learner_id=kept_id)}
    both = []
    for row in AssignmentException.objects.filter(learner_id=dropped_id, assignment_id__in=own):
        mine = own[row.assignment_id]
        mine.extra_tries = max(mine.extra_tries, row.extra_tries)
        mine.extra_minutes = max(mine.extra_minutes, row.extra_minutes)
        mine.closes_at = max((day for day in (mine.closes_at, row.closes_at) if day), default=None)
        both.append(mine)
    AssignmentException.objects.bulk_update(both, ["extra_tries", "extra_minutes", "closes_at"])
    AssignmentException.objects.filter(learner_id=dropped_id, assignment_id__in=own).delete()
    AssignmentException.objects.filter(learner_id=dropped_id).update(learner_id=kept_id)
