"""What strangers find in the public lessons, whatever the endings of the words they ask by."""

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


def find_lessons(text: str, language: str) -> list[LessonPage]:
    """Return the public lessons of a language in which every word occurs in some form, the best first. Two queries."""
    words = base_forms(text, language, settings.WORDS_DIR)[:MOST_WORDS]
    courses = CoursePage.objects.live().filter(locale__language_code=language).exclude(kind=CourseKind.PROFESSIONAL)
    places = [Q(path__startswith=path) for path in courses.values_list("path", flat=True)]
    if not words or not places:
        return []
    asked = reduce(and_, (PlainText(base) | PlainText(written) for base, written in words))
    public = LessonPage.objects.live().filter(reduce(or_, places), content_level__lt=ContentLevel.STORY)
    found: list[LessonPage] = list(public.search(asked)[:MOST_FOUND])
    return found
