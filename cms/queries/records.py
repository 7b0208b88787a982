"""What wagtail-localize has written down about translations into one language, read for many at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from wagtail_localize.models import RelatedObjectSegment, StringSegment, Translation, TranslationLog, TranslationSource


@dataclass(frozen=True)
class Records:
    """By the number of the source: its live row, its pieces without a translation, what it uses untranslated, its last
    saving as a translation.
    """

    live: Mapping[int, Any]
    missing: Mapping[int, int]
    unfinished: Mapping[int, Sequence[str]]
    saved: Mapping[int, datetime]


def records_of(translations: Sequence[Translation], locale_id: int) -> Records:
    """Read what is known of translations into one language: three queries, and three a kind of row at most."""
    sources = [translation.source for translation in translations]
    numbers = [source.pk for source in sources]
    segments = StringSegment.objects.filter(source__in=numbers).annotate_translation(locale_id)
    logs = TranslationLog.objects.filter(source__in=numbers, locale_id=locale_id)
    return Records(
        live=_live(sources),
        missing=Counter(segments.filter(translation__isnull=True).values_list("source_id", flat=True)),
        unfinished=_unfinished(sources, locale_id),
        saved=dict(logs.order_by().values_list("source_id").annotate(Max("created_at"))),
    )


def _live(sources: Sequence[TranslationSource]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for of_type in _by_type([(source.specific_content_type, source) for source in sources]).values():
        rows = _rows(of_type[0].specific_content_type, [source.object_id for source in of_type])
        in_place = {(row.translation_key, row.locale_id): row for row in rows}
        found |= {source.pk: in_place.get((source.object_id, source.locale_id)) for source in of_type}
    return found


def _unfinished(sources: Sequence[TranslationSource], locale_id: int) -> dict[int, list[str]]:
    """Name the rows that sources use and that have no row in the language; None stands for one that is gone."""
    language = {source.pk: source.locale_id for source in sources}
    segments = RelatedObjectSegment.objects.filter(source__in=language).select_related("object__content_type")
    found: dict[int, list[str]] = {}
    for of_type in _by_type([(segment.object.content_type, segment) for segment in segments]).values():
        rows = _rows(of_type[0].object.content_type, [segment.object_id for segment in of_type])
        in_place = {(row.translation_key, row.locale_id): row for row in rows}
        for segment in of_type:
            if (segment.object_id, locale_id) not in in_place:
                used = in_place.get((segment.object_id, language[segment.source_id]))
                found.setdefault(segment.source_id, []).append(str(used))
    return found


def _by_type[T](typed: Sequence[tuple[ContentType, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for content_type, one in typed:
        found.setdefault(content_type.pk, []).append(one)
    return found


def _rows(content_type: ContentType, keys: Sequence[UUID]) -> Any:
    model = content_type.model_class()
    return model._default_manager.filter(translation_key__in=keys) if model else []
