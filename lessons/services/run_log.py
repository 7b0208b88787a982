"""What a lesson that ran here leaves in the log of its class when it ends."""

from collections import Counter

from django.utils import timezone

from accounts.models import User
from lessons.enums import Mode
from lessons.models import LONGEST_LESSON, Attendance, DeliveredLesson, LessonRun, Seat
from lessons.services.delivering import note


def log_run(*, run: LessonRun, actor: User | None) -> DeliveredLesson:
    """Write an ended run into the log, and that those whose phones took part were there. Audited.

    Must be called before the seats are forgotten, inside the transaction that ends the run. A lesson that ran twice on
    a day, or that a teacher has entered already, stays one row: minutes of a second run are added, the rest is theirs.
    """
    seats = Seat.objects.filter(run=run, is_removed=False)
    there = max(seats.count(), run.present or 0)
    learners = set(seats.exclude(learner=None).values_list("learner_id", flat=True))
    row, created = DeliveredLesson.objects.select_for_update().get_or_create(
        cohort_id=run.cohort_id,
        lesson_id=run.lesson_assignment.lesson_id,
        held_on=timezone.localdate(run.started_at),
        defaults={
            "language": run.cohort.language,
            "minutes": minutes_of(run, is_forgotten=actor is None),
            "mode": main_mode(run),
            "present": there,
            "entered_by_id": run.started_by_id,
        },
    )
    if not created and row.listed_at is None:
        row.minutes = min(LONGEST_LESSON, row.minutes + minutes_of(run, is_forgotten=actor is None))
        row.present = max(row.present, there)
        row.save(update_fields=["minutes", "present"])
    if row.listed_at is None:
        Attendance.objects.bulk_create(
            [Attendance(delivered=row, learner_id=learner, was_present=True) for learner in sorted(learners)],
            ignore_conflicts=True,
        )
    note(row, "delivery.log" if created else "delivery.edit", actor)
    return row


def minutes_of(run: LessonRun, *, is_forgotten: bool) -> int:
    """Return how long it took; of a run that nobody ended, as long as it was planned."""
    planned = sum(run.phase_minutes)
    minutes = planned if is_forgotten else int(((run.ended_at or timezone.now()) - run.started_at).total_seconds() / 60)
    return min(max(1, minutes), LONGEST_LESSON)


def main_mode(run: LessonRun) -> str:
    """Return the way of answering that took most of the planned minutes, skipped parts left out."""
    minutes: Counter[str] = Counter()
    for place, (mode, planned) in enumerate(zip(run.modes, run.phase_minutes, strict=False)):
        if place not in run.skipped:
            minutes[mode] += planned
    return minutes.most_common(1)[0][0] if minutes else Mode.PHONES.value
