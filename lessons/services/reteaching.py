"""Putting a question into the class's next lesson to explain it again, and what becomes of it."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.models import QuizAssignment
from lessons.models import LessonAssignment, LessonRun, Reteach
from lessons.queries.reteach import minutes_for, next_lesson, place_of


@transaction.atomic
def add_reteach(*, assignment: QuizAssignment, item_id: str, number: int, actor: User) -> tuple[Reteach, bool]:
    """Put a question into the next lesson of its class; return it, and whether it was not there yet.

    Where the class has no next lesson it waits for one.
    """
    row, is_new = Reteach.objects.get_or_create(
        quiz_assignment=assignment, item_id=item_id, done_at=None, defaults={"number": number, "added_by_id": actor.pk}
    )
    if is_new:
        row.lesson_assignment = next_lesson(assignment.cohort_id, place_of(assignment))
        row.save(update_fields=["lesson_assignment"])
    return row, is_new


def remove_reteach(*, assignment: QuizAssignment, item_id: str) -> bool:
    """Take a question out again before it was explained; the second time changes nothing."""
    removed, _by_model = Reteach.objects.waiting().filter(quiz_assignment=assignment, item_id=item_id).delete()
    return bool(removed)


def finish_reteach(*, assignment: QuizAssignment, item_id: str) -> bool:
    """Remember that a question was explained again; the second time changes nothing."""
    rows = Reteach.objects.waiting().filter(quiz_assignment=assignment, item_id=item_id)
    return bool(rows.update(done_at=timezone.now()))


def reteach_minutes(given: LessonAssignment) -> int:
    """Return how long a lesson's questions to explain again take together; 0 where it has none. One query."""
    return minutes_for(Reteach.objects.waiting().filter(lesson_assignment=given).count())


def settle_reteach(run: LessonRun) -> None:
    """When a lesson has ended: what it explained is done, what it skipped or did not come to goes to the next one."""
    rows = Reteach.objects.waiting().filter(lesson_assignment=run.lesson_assignment_id)
    if run.reteach_phase is not None and run.phase >= run.reteach_phase and run.reteach_phase not in run.skipped:
        rows.update(done_at=timezone.now())
    else:
        move_on(run.lesson_assignment)


def move_on(given: LessonAssignment) -> None:
    """Have what was to be explained in this lesson wait for the one after it."""
    rows = Reteach.objects.waiting().filter(lesson_assignment=given)
    if rows.exists():
        rows.update(lesson_assignment=next_lesson(given.cohort_id, given.lesson.path))


def take_waiting(given: LessonAssignment) -> None:
    """Give a lesson that is new in its class what waited for one."""
    Reteach.objects.waiting().of_class(given.cohort_id).filter(lesson_assignment=None).update(lesson_assignment=given)
