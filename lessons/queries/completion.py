"""Which lessons of a course people have read to their end; all that certification asks of lessons."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from accounts.models import User
from curriculum.models import CoursePage
from lessons.models import LessonPage, LessonProgress


def lessons_read(
    learner_ids: Collection[int], courses: Collection[CoursePage]
) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Return by person and course how many lessons were read to the end, and how many there are. Two queries.

    ``courses`` are pages in the source language. A lesson read in any group counts, also one given back since.
    """
    pages = LessonPage.objects.live().filter(locale__in={course.locale_id for course in courses})
    found = [(pk, path) for pk, path in pages.values_list("pk", "path") if _course_of(path, courses)]
    by_course: dict[int, set[int]] = defaultdict(set)
    for pk, path in found:
        by_course[_course_of(path, courses)].add(pk)
    read = LessonProgress.objects.filter(
        learner__in=learner_ids, finished_at__isnull=False, assignment__lesson__in=[pk for pk, _path in found]
    )
    by_person: dict[int, set[int]] = defaultdict(set)
    for learner, lesson in read.values_list("learner_id", "assignment__lesson_id"):
        by_person[learner].add(lesson)
    return {
        (learner, course.pk): (len(by_person[learner] & by_course[course.pk]), len(by_course[course.pk]))
        for learner in learner_ids
        for course in courses
    }


def completed(user: User, course: CoursePage) -> bool:
    """Whether somebody has read every lesson of a course."""
    read, there = lessons_read([user.pk], [course])[user.pk, course.pk]
    return 0 < there <= read


def _course_of(path: str, courses: Collection[CoursePage]) -> int:
    return next((course.pk for course in courses if path.startswith(course.path)), 0)
