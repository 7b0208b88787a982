"""Lesson pages in the reader's language."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Page

from curriculum.enums import CourseKind
from curriculum.models import CoursePage
from lessons.models import LessonPage


@dataclass(frozen=True)
class LessonText:
    """The page to read and whether it is in the language asked for."""

    page: LessonPage
    language: str
    is_fallback: bool


@dataclass(frozen=True)
class LessonVersion:
    """Which page a reader of a language gets, and a mark that changes whenever that page is published again."""

    page_id: int
    mark: str


def lesson_version(lesson: LessonPage, language: str | None) -> LessonVersion:
    """Return what ``lesson_text`` would, without reading the text. One small query."""
    rows = Page.objects.filter(translation_key=lesson.translation_key, live=True).values_list(
        "pk", "locale__language_code", "latest_revision_id", "last_published_at"
    )
    versions = {
        code: LessonVersion(pk, f"{revision}-{published.timestamp() if published else 0}")
        for pk, code, revision, published in rows
    }
    source = next((version for version in versions.values() if version.page_id == lesson.pk), None)
    return versions.get(language or "") or source or LessonVersion(lesson.pk, "")


def lesson_text(lesson: LessonPage, language: str | None) -> LessonText:
    """Return the published page in the language, else the source page. One query."""
    rows = LessonPage.objects.filter(translation_key=lesson.translation_key, live=True).select_related("locale")
    pages = {page.locale.language_code: page for page in rows}
    if language is not None and language in pages:
        return LessonText(pages[language], language, is_fallback=False)
    source = next((page for page in pages.values() if page.pk == lesson.pk), lesson)
    return LessonText(source, source.locale.language_code, is_fallback=True)


def localized(pages: Iterable[Page], language: str | None) -> dict[UUID, Page]:
    """Return the published page in the language for each of these, by translation key. One query."""
    originals = {page.translation_key: page for page in pages}
    rows = Page.objects.filter(translation_key__in=originals, locale__language_code=language, live=True)
    return originals | {page.translation_key: page for page in rows}


def source_courses(kinds: Collection[str] = CourseKind.values) -> list[CoursePage]:
    """Return the published courses of these kinds, each as its page in the source language (the oldest row)."""
    seen: dict[UUID, CoursePage] = {}
    for course in CoursePage.objects.live().order_by("pk"):
        seen.setdefault(course.translation_key, course)
    return [course for course in seen.values() if course.kind in kinds]
