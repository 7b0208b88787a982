"""Reads of the curriculum: competencies and facts in the reader's language, and which courses are professionals'."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.utils import timezone
from wagtail.models import Page

from curriculum.enums import CourseKind
from curriculum.models import Competency, CountryFact, CountryFactQuerySet, CoursePage


def statements(keys: Sequence[str], language: str | None) -> dict[str, str]:
    """Return the statement of each competency (by translation key), in the language or else in the source's."""
    rows = (
        Competency.objects.filter(translation_key__in=keys)
        .order_by("pk")
        .values_list("translation_key", "locale__language_code", "statement")
    )
    found: dict[str, str] = {}
    for key, code, statement in rows:
        if str(key) not in found or code == language:
            found[str(key)] = statement
    return found


def facts(topics: Sequence[str], language: str | None) -> list[CountryFact]:
    """Return the current facts of the installation's country on these topics, stale ones left out."""
    rows = CountryFact.objects.current().filter(country=settings.COUNTRY, topic__in=topics).select_related("locale")
    return sorted(in_language(rows, language), key=lambda fact: list(topics).index(fact.topic))


def in_language(rows: CountryFactQuerySet, language: str | None) -> list[CountryFact]:
    """Return each fact once: in the language, else as it was written first. One query."""
    chosen: dict[str, CountryFact] = {}
    for fact in rows.order_by("pk"):
        key = str(fact.translation_key)
        if key not in chosen or fact.locale.language_code == language:
            chosen[key] = fact
    return list(chosen.values())


def stale_facts() -> CountryFactQuerySet:
    """Return the facts of the installation's country that somebody should have checked again by now, one a language."""
    return CountryFact.objects.filter(country=settings.COUNTRY, next_check_on__lt=timezone.localdate())


def in_professional_course(path: str) -> Exists:
    """Return the condition that the page at the path named ``path`` stands in a course for professionals."""
    inner = ExpressionWrapper(OuterRef(path), output_field=CharField())
    courses = CoursePage.objects.filter(kind=CourseKind.PROFESSIONAL).order_by().annotate(inner=inner)
    return Exists(courses.filter(inner__startswith=F("path")))


def is_professional(page: Page) -> bool:
    """Whether a page is a course for professionals or stands in one. One query."""
    found = CoursePage.objects.ancestor_of(page, inclusive=True).filter(kind=CourseKind.PROFESSIONAL)
    return bool(page.path) and found.exists()
