"""The log of lessons held: what a class had, when and how, by hand for lessons that did not run here."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from institutions.models import Cohort
from lessons.models import DeliveredLesson, LessonPage


class DeliveryRefused(ValueError):
    """This cannot stand in the log; ``code`` is ``future``, ``before_class`` or ``double``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Held:
    """What is said about a lesson that was held."""

    held_on: date
    minutes: int
    mode: str
    language: str
    present: int


@transaction.atomic
def log_delivery(*, cohort: Cohort, lesson: LessonPage, held: Held, actor: User) -> tuple[DeliveredLesson, bool]:
    """Write a held lesson into the log; return the row and whether it is new. Audited.

    The same class has the same lesson once a day: whoever enters it again gets the row that is there, unchanged.
    Raises ``DeliveryRefused`` for a day to come or before the class began.
    """
    _check_day(cohort, held.held_on)
    row, created = DeliveredLesson.objects.get_or_create(
        cohort=cohort, lesson=lesson, held_on=held.held_on, defaults={**asdict(held), "entered_by_id": actor.pk}
    )
    if created:
        note(row, "delivery.log", actor)
    return row, created


@transaction.atomic
def edit_delivery(*, delivered: DeliveredLesson, held: Held, actor: User) -> DeliveredLesson:
    """Correct a row of the log. Audited with what it said before, when anything changed.

    Raises ``DeliveryRefused``, also where the lesson stands in the log for that day already.
    """
    fresh = DeliveredLesson.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=delivered.pk)
    wanted = asdict(held)
    changed = [name for name, value in wanted.items() if getattr(fresh, name) != value]
    if not changed:
        return fresh
    _check_day(fresh.cohort, held.held_on)
    twin = DeliveredLesson.objects.filter(cohort=fresh.cohort_id, lesson=fresh.lesson_id, held_on=held.held_on)
    if twin.exclude(pk=fresh.pk).exists():
        raise DeliveryRefused("double")
    before = {name: str(getattr(fresh, name)) for name in changed}
    for name in changed:
        setattr(fresh, name, wanted[name])
    fresh.save(update_fields=changed)
    note(fresh, "delivery.edit", actor, before=before)
    return fresh


@transaction.atomic
def remove_delivery(*, delivered: DeliveredLesson, actor: User) -> bool:
    """Take a lesson that was not held out of the log, attendance with it. Audited; the second call changes nothing."""
    gone, _per_table = DeliveredLesson.objects.filter(pk=delivered.pk).delete()
    if gone:
        note(delivered, "delivery.remove", actor)
    return bool(gone)


def note(row: DeliveredLesson, action: str, actor: User | None, *, before: dict[str, str] | None = None) -> None:
    """Write into the audit log what the row says now, and before: numbers and codes, never who was there."""
    kept = {"lesson": row.lesson_id, "held_on": row.held_on.isoformat(), "minutes": row.minutes, "mode": row.mode}
    details = {**kept, "present": row.present, **{f"{name}_before": value for name, value in (before or {}).items()}}
    audit.record(
        actor=actor, action=action, scope_type="cohort", scope_id=row.cohort.public_id, details=details
    )  # fmt: skip


def _check_day(cohort: Cohort, held_on: date) -> None:
    if held_on > timezone.localdate():
        raise DeliveryRefused("future")
    if held_on < cohort.starts_on:
        raise DeliveryRefused("before_class")
