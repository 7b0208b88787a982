"""Reads of the content management system: how far a translation is, by wagtail-localize's own records.

Localize keeps no flag for a translation that fell behind its source, publishes untranslated words if told to, and lets
a chooser point at the row in the source language. These functions see all three.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import RelatedObjectSegment, StringSegment, Translation, TranslationLog, TranslationSource
from wagtail_localize.segments import RelatedObjectSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.exchange.rich_text import without_editor_marks


def is_stale(instance: Any) -> bool:
    """Whether this row or page is a translation that is behind its source or was never finished."""
    translation = translation_of(instance)
    return translation is not None and any(True for _reason in _reasons(translation))


def translation_problems(instance: Any) -> Iterator[str]:
    """Yield every reason against publishing this row or page as a translation; none for one in the source language."""
    translation = translation_of(instance)
    if translation is None:
        return
    if isinstance(instance, Page):
        yield from _source_reasons(translation)
        # A page is checked as it would be published: an old revision says other words than the translation.
        if _string_paths(instance) != _string_paths(translation.source.as_instance()):
            yield _("This version of the page is older than its translation.")
    else:
        yield from _reasons(translation)


def translation_of(instance: Any) -> Translation | None:
    """Return the record of the synchronised translation that made this row or page, or None. One query."""
    return (
        Translation.objects.filter(
            source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


def _reasons(translation: Translation) -> Iterator[str]:
    yield from _source_reasons(translation)
    if not _is_saved_since_source(translation):
        yield _("The translation was not saved again since its source changed.")


def _source_reasons(translation: Translation) -> Iterator[str]:
    if not is_source_current(translation.source):
        yield _("The text in the source language has changed since it was translated.")
    missing = missing_strings(translation.source, translation.target_locale_id)
    if missing:
        yield _("%(count)d pieces of text are not translated.") % {"count": missing}
    if unfinished := _missing_relations(translation):
        yield _("What it uses is not translated: %(names)s.") % {"names": ", ".join(unfinished)}


def is_source_current(source: TranslationSource) -> bool:
    """Whether what translators see is what the source says now. One query."""
    model = source.specific_content_type.model_class()
    live = model.objects.filter(translation_key=source.object_id, locale_id=source.locale_id).first()
    return live is not None and is_content_current(source, live)


def is_content_current(source: TranslationSource, instance: Any) -> bool:
    """Whether what translators see is what this row says; data of the page tree and of revisions do not count."""
    return source_content(instance) == _only_content(json.loads(source.content_json), instance)


def source_content(instance: Any) -> dict[str, Any]:
    """Return the translated and synchronised fields of a row or page as plain data."""
    data: dict[str, Any] = (
        instance.serializable_data()
        if isinstance(instance, ClusterableModel)
        else get_serializable_data_for_fields(instance)
    )
    return _only_content(json.loads(json.dumps(data, cls=DjangoJSONEncoder)), instance)


def _only_content(data: dict[str, Any], instance: Any) -> dict[str, Any]:
    content = {}
    for field in get_translatable_fields(type(instance)):
        if field.is_translated(instance) or field.is_synchronized(instance):
            # A source that was stored before the field came says what a new row would.
            default = field.get_field(type(instance)).get_default()
            value = data.get(field.field_name, default)
            if isinstance(field.get_field(type(instance)), StreamField) and isinstance(value, str):
                # Compared as data: the order of keys in stored text says nothing.
                value = without_editor_marks(json.loads(value))
            content[field.field_name] = value
    return content


def missing_strings(source: TranslationSource, locale_id: int) -> int:
    """Return how many pieces of text have no usable translation. One query."""
    segments = StringSegment.objects.filter(source=source).annotate_translation(locale_id)
    return int(segments.filter(translation__isnull=True).count())


def _missing_relations(translation: Translation) -> list[str]:
    """Return the rows the source uses that have no row in the language."""
    segments = RelatedObjectSegment.objects.filter(source=translation.source).select_related("object")
    return [
        str(segment.get_source_instance())
        for segment in segments
        if not segment.object.has_translation(translation.target_locale_id)
    ]


def _is_saved_since_source(translation: Translation) -> bool:
    saved = TranslationLog.objects.filter(source=translation.source, locale_id=translation.target_locale_id)
    latest = saved.aggregate(latest=Max("created_at"))["latest"]
    return latest is not None and latest >= translation.source.last_updated_at


def _string_paths(instance: Any) -> list[str]:
    """Return where words and choosers stand; a page's address may differ between languages."""
    kinds = (StringSegmentValue, RelatedObjectSegmentValue)
    segments = extract_segments(instance)
    return sorted(segment.path for segment in segments if isinstance(segment, kinds) and segment.path != "slug")
