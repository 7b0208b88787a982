"""What strangers find in the public lessons, whatever the endings of the words they ask by."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.conf import settings
from django.db.models import Q
from wagtail.search.query import PlainText

from cms.enums import ContentLevel
from cms.exchange.lemmas import base_forms
from curriculum.enums import CourseKind
from curriculum.models import CoursePage
from lessons.models import LessonPage

MOST_WORDS, MOST_FOUND = 8, 30


@dataclass(frozen=True)
class Found:
    """A lesson and the name of its course: numbers alone are those of many."""

    lesson: LessonPage
    course: str


def find_lessons(text: str, language: str) -> list[Found]:
    """Return the public lessons of a language in which every word occurs in some form, the best first. Two queries."""
    words = base_forms(text, language, settings.WORDS_DIR)[:MOST_WORDS]
    courses = CoursePage.objects.live().filter(locale__language_code=language).exclude(kind=CourseKind.PROFESSIONAL)
    titles = dict(courses.values_list("path", "title"))
    if not words or not titles:
        return []
    places = reduce(or_, (Q(path__startswith=path) for path in titles))
    asked = reduce(and_, (PlainText(base) | PlainText(written) for base, written in words))
    public = LessonPage.objects.live().filter(places, content_level__lt=ContentLevel.STORY)
    return [Found(lesson, _course(lesson, titles)) for lesson in public.search(asked)[:MOST_FOUND]]


def _course(lesson: LessonPage, titles: Mapping[str, str]) -> str:
    return next(title for path, title in titles.items() if lesson.path.startswith(path))
