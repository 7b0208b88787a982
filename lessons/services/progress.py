"""How far a learner has come; a skipped step counts like a read one."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from lessons.models import LessonAssignment, LessonProgress


def record_step(*, given: LessonAssignment, learner: User, step: int, is_last: bool) -> None:
    """Remember the furthest step opened. One read when nothing is new, one write more when something is."""
    kept = (
        LessonProgress.objects.filter(assignment=given, learner=learner).values_list("last_step", "finished_at").first()
    )
    if kept is not None and kept[0] >= step and (kept[1] is not None or not is_last):
        return
    now = timezone.now()
    with transaction.atomic():
        progress, created = LessonProgress.objects.select_for_update().get_or_create(
            assignment=given,
            learner=learner,
            defaults={"last_step": step, "finished_at": now if is_last else None, "updated_at": now},
        )
        if created:
            return
        progress.last_step = max(progress.last_step, step)
        progress.finished_at = progress.finished_at or (now if is_last else None)
        progress.updated_at = now
        progress.save()
