"""Who was at a lesson: saved as a whole list, without reasons."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from lessons.models import Attendance, DeliveredLesson
from lessons.queries.log import listed_places
from lessons.services.delivering import note


@transaction.atomic
def record_attendance(*, delivered: DeliveredLesson, present: Collection[str], actor: User) -> DeliveredLesson:
    """Save who of the class was there; ``present`` holds the public ids of their places, the others were not.

    Places of other classes are passed over. The number of people becomes the list's. Audited with numbers when anything
    changed; the same list twice changes nothing.
    """
    fresh = DeliveredLesson.objects.select_for_update().get(pk=delivered.pk)
    wanted = {place.learner_id: place.public_id in present for place in listed_places(fresh)}
    kept = dict(fresh.attendance.values_list("learner_id", "was_present"))
    count = sum(wanted.values())
    if fresh.listed_at is not None and kept == wanted and fresh.present == count:
        return fresh
    rows = [Attendance(delivered=fresh, learner_id=one, was_present=was) for one, was in wanted.items()]
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["delivered", "learner"], update_fields=["was_present"]
    )
    _save(fresh, count, is_listed=True)
    note(fresh, "attendance.record", actor)
    return fresh


@transaction.atomic
def forget_attendance(*, delivered: DeliveredLesson, actor: User) -> bool:
    """Keep the number of people and forget who they were. Audited; the second call changes nothing."""
    fresh = DeliveredLesson.objects.select_for_update().get(pk=delivered.pk)
    gone, _per_table = fresh.attendance.all().delete()
    if not gone and fresh.listed_at is None:
        return False
    _save(fresh, fresh.present, is_listed=False)
    note(fresh, "attendance.forget", actor)
    return True


def _save(row: DeliveredLesson, present: int, *, is_listed: bool) -> None:
    row.present = present
    row.listed_at = timezone.now() if is_listed else None
    row.save(update_fields=["present", "listed_at"])
