"""Two accounts of one student become one; there is no way back."""

from dataclasses import dataclass

from django.db import transaction

from accounts import services as accounts
from accounts.models import User
from assessments.services.doubles import move_answers
from audit import services as audit
from institutions.models import Enrolment
from institutions.services.doubles import move_places
from lessons.models import Attendance, LessonProgress, Seat
from lessons.queries.doubles import open_card, reason_against
from safeguarding.services.doubles import move_talk_requests


class MergeRefused(ValueError):
    """The two stay apart; ``code`` says why, see ``queries.doubles.reason_against``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class MergedInto:
    """What came over to the kept account."""

    attempts: int
    lessons: int
    places: int


@transaction.atomic
def merge_learners(*, kept: Enrolment, dropped: Enrolment, actor: User) -> MergedInto:
    """Make one account of two that are the same student, in one transaction. Audited, without names.

    Answers, lessons read, attendance and places of the dropped account go to the kept one, whose name, drawing and card
    stay. The other account closes, its card dies, its name is blanked; the nightly removal takes the rest of it away.
    The log says whether the actor printed the card that stays: it opens everything that comes over.
    Raises ``MergeRefused``; the second call does too (``same``), because the place has changed hands.
    """
    list(User.objects.select_for_update().filter(pk__in=(kept.learner_id, dropped.learner_id)).order_by("pk"))
    places = {row.pk: row for row in Enrolment.objects.filter(pk__in=(kept.pk, dropped.pk)).select_related("cohort")}
    code = reason_against(places.get(kept.pk), places.get(dropped.pk), actor)
    if code:
        raise MergeRefused(code)
    kept_id, dropped_id = kept.learner_id, dropped.learner_id
    attempts = move_answers(kept_id=kept_id, dropped_id=dropped_id)
    lessons = _move_progress(kept_id, dropped_id)
    _move_attendance(kept_id, dropped_id)
    taken = Seat.objects.filter(learner_id=kept_id).values_list("run_id", flat=True)
    Seat.objects.filter(learner_id=dropped_id, run_id__in=list(taken)).delete()
    Seat.objects.filter(learner_id=dropped_id).update(learner_id=kept_id)
    move_talk_requests(kept_id=kept_id, dropped_id=dropped_id)
    moved = move_places(kept=places[kept.pk], dropped=places[dropped.pk])
    scope = ("cohort", places[kept.pk].cohort.public_id)
    card = open_card(places[kept.pk])
    User.objects.filter(pk=dropped_id).update(display_name="")
    accounts.deactivate(user=dropped.learner, actor=actor, scope=scope)
    audit.record(
        action="roster.merge", actor=actor, scope_type=scope[0], scope_id=scope[1],
        details={
            "place": kept.public_id, "dropped": dropped.public_id, "attempts": attempts, "lessons": lessons,
            "card": "none" if card is None else "own_print" if card.issued_by_id == actor.pk else "colleagues_print",
        },
    )  # fmt: skip
    return MergedInto(attempts, lessons, moved)


def _move_progress(kept_id: int, dropped_id: int) -> int:
    """Leave of two who read the same lesson how far the further one came."""
    own = {row.assignment_id: row for row in LessonProgress.objects.filter(learner_id=kept_id)}
    theirs = list(LessonProgress.objects.filter(learner_id=dropped_id))
    both = []
    for row in theirs:
        mine = own.get(row.assignment_id)
        if mine is not None:
            mine.last_step = max(mine.last_step, row.last_step)
            mine.finished_at = mine.finished_at or row.finished_at
            mine.updated_at = max(mine.updated_at, row.updated_at)
            both.append(mine)
    LessonProgress.objects.bulk_update(both, ["last_step", "finished_at", "updated_at"])
    LessonProgress.objects.filter(learner_id=dropped_id, assignment_id__in=own).delete()
    LessonProgress.objects.filter(learner_id=dropped_id).update(learner_id=kept_id)
    return len(theirs)


def _move_attendance(kept_id: int, dropped_id: int) -> None:
    """Whoever was there under either account was there; numbers of people stay as they were counted."""
    here = list(
        Attendance.objects.filter(learner_id=dropped_id, was_present=True).values_list("delivered_id", flat=True)
    )
    Attendance.objects.filter(learner_id=kept_id, delivered_id__in=here).update(was_present=True)
    noted = list(Attendance.objects.filter(learner_id=kept_id).values_list("delivered_id", flat=True))
    Attendance.objects.filter(learner_id=dropped_id, delivered_id__in=noted).delete()
    Attendance.objects.filter(learner_id=dropped_id).update(learner_id=kept_id)
