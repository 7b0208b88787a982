"""Reads of the curriculum: competencies and facts in the reader's language."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from curriculum.models import Competency, CountryFact, CountryFactQuerySet


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
    chosen: dict[str, CountryFact] = {}
    for fact in rows.order_by("pk"):
        key = str(fact.translation_key)
        if key not in chosen or fact.locale.language_code == language:
            chosen[key] = fact
    return sorted(chosen.values(), key=lambda fact: list(topics).index(fact.topic))


def stale_facts() -> CountryFactQuerySet:
    """Return the facts of the installation's country that somebody should have checked again by now, one a language."""
    return CountryFact.objects.filter(country=settings.COUNTRY, next_check_on__lt=timezone.localdate())
