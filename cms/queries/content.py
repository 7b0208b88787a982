"""What a row or page says, as plain data: the part that translations are made from."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.fields import StreamField
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments import RelatedObjectSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.exchange.rich_text import without_editor_marks


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
            if field.get_field(type(instance)).many_to_many and isinstance(value, list):
                # Rows that are chosen have no order of their own, and PostgreSQL gives them in any.
                value = sorted(value)
            if isinstance(field.get_field(type(instance)), StreamField) and isinstance(value, str):
                # Compared as data: the order of keys in stored text says nothing.
                value = without_editor_marks(json.loads(value))
            content[field.field_name] = value
    return content


def string_paths(instance: Any) -> list[str]:
    """Return where words and choosers stand; a page's address may differ between languages."""
    kinds = (StringSegmentValue, RelatedObjectSegmentValue)
    segments = extract_segments(instance)
    return sorted(segment.path for segment in segments if isinstance(segment, kinds) and segment.path != "slug")
