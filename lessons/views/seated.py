"""Who sits at this phone in a running lesson: a signed-in student as themselves, or the seat its cookie names."""

from dataclasses import dataclass

from django.http import HttpRequest

from accounts.models import User
from lessons.models import LessonPage, LessonRun, Seat
from lessons.queries.runs import own_run
from lessons.services.joining import SEAT_COOKIE
from lessons.services.leading import hash_of
from lessons.services.seating import take_seat

TEXTS = tuple(f"lesson_assignment__lesson__{name}" for name in LessonPage.TEXTS)


@dataclass(frozen=True)
class Place:
    """A run and the seat in it."""

    run: LessonRun
    seat: Seat


def place_of(request: HttpRequest) -> Place | None:
    """Return where this phone sits, seating a student whose class has a lesson now; None for everybody else."""
    user = request.user
    found = own_run(user) if isinstance(user, User) and user.is_learner else None
    if found is not None and isinstance(user, User):
        seat = take_seat(run=found, learner=user)
        return Place(_with_lesson(found.pk), seat) if seat else None
    secret = request.COOKIES.get(SEAT_COOKIE, "")
    if not secret:
        return None
    by_cookie = Seat.objects.filter(secret_hash=hash_of(secret), run__ended_at=None).first()
    return Place(_with_lesson(by_cookie.run_id), by_cookie) if by_cookie else None


def _with_lesson(run_id: int) -> LessonRun:
    runs = LessonRun.objects.select_related("lesson_assignment__lesson", "lesson_assignment__quiz_assignment__version")
    return runs.defer(*TEXTS, "lesson_assignment__quiz_assignment__version__structure").get(pk=run_id)
