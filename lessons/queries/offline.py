"""What a device keeps so that a class can learn without a network: pages that hold nothing personal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.urls import reverse

from lessons.models import LessonPage
from lessons.queries.learner import LessonRow, my_lessons, my_quizzes

if TYPE_CHECKING:
    from accounts.models import User

# Unasked, a device keeps what comes next and no more: data costs money.
KEPT_UNASKED = 2


@dataclass(frozen=True)
class StoredLesson:
    """One lesson or quiz as a device lists it; ``mark`` changes with any of its pages, ``is_next`` is kept unasked."""

    title: str
    url: str
    pages: Sequence[str]
    mark: str
    is_next: bool


def storable(learner: "User", language: str | None) -> list[StoredLesson]:
    """Return everything of the learner's classes that can be kept, what comes next first in line. Twelve queries."""
    rows = [row for unit in my_lessons(learner, language) for row in unit.lessons]
    lengths = _lengths(rows, language)
    undone = [row.given.pk for row in rows if not row.is_done][:KEPT_UNASKED]
    lessons = [_lesson(row, lengths, language, is_next=row.given.pk in undone) for row in rows]
    quizzes = [
        _stored(
            row.title, [reverse("stored_quiz", args=[row.public_id])], f"{row.public_id}:{language}", not row.is_sent
        )
        for row in my_quizzes(learner, language)
        if row.is_storable
    ]
    return [*lessons, *quizzes]


def _lesson(
    row: LessonRow, lengths: dict[object, tuple[int, str]], language: str | None, *, is_next: bool
) -> StoredLesson:
    steps, mark = lengths[row.given.lesson.translation_key]
    pages = [reverse("lesson_step", args=[row.given.public_id, number]) for number in range(1, steps + 1)]
    quiz = row.given.quiz_assignment
    is_storable = quiz is not None and quiz.limit_minutes is None and not quiz.version.needs_marking
    if quiz is not None and quiz.withdrawn_at is None and is_storable:
        pages.append(reverse("stored_quiz", args=[quiz.public_id]))
        mark = f"{mark}:{quiz.public_id}"
    return _stored(f"{row.number}. {row.title}", pages, f"{mark}:{language}", is_next)


def _stored(title: str, pages: Sequence[str], mark: str, is_next: bool) -> StoredLesson:
    return StoredLesson(title, pages[0], pages, sha256(mark.encode()).hexdigest()[:12], is_next)


def _lengths(rows: Iterable[LessonRow], language: str | None) -> dict[object, tuple[int, str]]:
    """Return how many steps each lesson has in the language, else in its own, and a mark of its text. One query."""
    keys = {row.given.lesson.translation_key: row.given.lesson.locale_id for row in rows}
    found: dict[object, tuple[int, str]] = {}
    pages = LessonPage.objects.filter(translation_key__in=keys, live=True).select_related("locale")
    for page in pages:
        is_wanted = page.locale.language_code == language
        if is_wanted or (page.locale_id == keys[page.translation_key] and page.translation_key not in found):
            found[page.translation_key] = (len(page.body), f"{page.pk}:{page.latest_revision_id}")
    return found
