"""In how many languages rows stand, and what their translations come from."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from wagtail_localize.models import TranslationSource


def with_translations(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return rows with ``language_count``, and the ``source_id`` of what was translated from them."""
    languages = rows.model._default_manager.filter(translation_key=OuterRef("translation_key")).order_by()
    sources = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"), locale=OuterRef("locale"), translations__enabled=True
    )
    annotated: QuerySet[Any] = rows.annotate(
        language_count=Subquery(languages.values("translation_key").annotate(n=Count("pk")).values("n")),
        source_id=Subquery(sources.values("pk")[:1]),
    )
    return annotated
