"""What a row or page says, as plain data: the part that translations are made from."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import get_serializable_data_for_fields
from wagtail.fields import StreamField
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments import RelatedObjectSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.exchange.rich_text import without_editor_marks


def is_content_current(source: TranslationSource, instance: Any) -> bool:
    """Whether what translators see is what this row says; data of the page tree and of revisions do not count.

    Rows that are chosen are looked up only where the words are the same: one query more.
    """
    kept = json.loads(source.content_json)
    said = _only_content(get_serializable_data_for_fields(instance), instance, many=False)
    if said != _only_content(kept, instance, many=False):
        return False
    chosen = {name: [row.pk for row in getattr(instance, name).all()] for name in _chosen(instance)}
    return _only_content(chosen, instance, many=True) == _only_content(kept, instance, many=True)


def _chosen(instance: Any) -> list[str]:
    return [field.name for field in instance._meta.many_to_many]


def _only_content(stored: dict[str, Any], instance: Any, *, many: bool) -> dict[str, Any]:
    """Return the translated and synchronised fields as plain data: those that name many other rows, or the rest."""
    data = json.loads(json.dumps(stored, cls=DjangoJSONEncoder))
    content = {}
    for translatable in get_translatable_fields(type(instance)):
        field = translatable.get_field(type(instance))
        is_content = translatable.is_translated(instance) or translatable.is_synchronized(instance)
        if not is_content or bool(field.many_to_many) is not many:
            continue
        # A source that was stored before the field came says what a new row would.
        value = data.get(translatable.field_name, field.get_default())
        if many and isinstance(value, list):
            # Rows that are chosen have no order of their own, and PostgreSQL gives them in any.
            value = sorted(value)
        if isinstance(field, StreamField) and isinstance(value, str):
            # Compared as data: the order of keys in stored text says nothing.
            value = without_editor_marks(json.loads(value))
        content[translatable.field_name] = value
    return content


def string_paths(instance: Any) -> list[str]:
    """Return where words and choosers stand; a page's address may differ between languages."""
    kinds = (StringSegmentValue, RelatedObjectSegmentValue)
    segments = extract_segments(instance)
    return sorted(segment.path for segment in segments if isinstance(segment, kinds) and segment.path != "slug")
