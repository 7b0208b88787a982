"""Answers that devices wrote before two accounts became one: they are that student's, each try on its own."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from assessments.models import Attempt, FormerLearner, QuizAssignment
from assessments.queries import tries_allowed
from assessments.services.layouts import new_attempt
from assessments.services.tickets import LIFETIME_SECONDS, Ticket

TICKETS_LAST = timedelta(seconds=LIFETIME_SECONDS)


@transaction.atomic
def note_former(*, kept_id: int, dropped_id: int) -> None:
    """Remember who a closed account has become, and those that had become it before. Twice is once."""
    FormerLearner.objects.filter(learner_id=dropped_id).update(learner_id=kept_id)
    FormerLearner.objects.update_or_create(former_id=dropped_id, defaults={"learner_id": kept_id})


def attempt_after_merge(assignment: QuizAssignment, ticket: Ticket) -> Attempt | None:
    """Return the attempt of a ticket of either account, made now if need be; None where nothing was made one.

    It is found by its address, since the numbers have changed; or it begins here: with the student's next number, extra
    beyond the allowed tries, and sent as it stands where another try is open, so that neither writes over the other.
    """
    either = Q(former_id=ticket.learner_id) | Q(learner=ticket.learner_id)
    became = FormerLearner.objects.filter(either).values_list("learner_id", flat=True).first()
    if became is None:
        return None
    for _again in range(2):
        mine = list(Attempt.objects.filter(assignment=assignment, learner_id=became).order_by("number"))
        found = next((attempt for attempt in mine if attempt.public_id == ticket.attempt_id), None)
        if found is not None:
            return found
        number = (mine[-1].number if mine else 0) + 1
        attempt = new_attempt(
            assignment=assignment, learner_id=became, number=number, public_id=ticket.attempt_id, form=ticket.form
        )
        attempt.is_extra = number > tries_allowed([assignment], became)[assignment.pk]
        attempt.sent_at = timezone.now() if any(one.sent_at is None for one in mine) else None
        try:
            with transaction.atomic():
                attempt.save()
        except IntegrityError:
            continue  # another delivery was faster
        return attempt
    return Attempt.objects.filter(assignment=assignment, public_id=ticket.attempt_id, learner_id=became).first()


def forget_former(*, now: datetime) -> int:
    """Delete what no ticket can ask for any more; return how many."""
    return FormerLearner.objects.filter(merged_at__lt=now - TICKETS_LAST).delete()[0]
