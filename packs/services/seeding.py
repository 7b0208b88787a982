"""Localize's records of many new rows at once: what it would write itself, in a dozen statements for all of them.

Localize looks up and writes each string, context and segment on its own, some ten thousand statements for a course.
A row it knows already is left to it.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import RelatedObjectSegmentValue, StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments

BATCH = 500


def seed_sources(originals: list[Any]) -> None:
    """Write the records of those rows in the source language that localize does not know yet."""
    keys = [row.translation_key for row in originals]
    known = set(
        TranslationSource.objects.filter(object_id__in=keys, locale_id=originals[0].locale_id).values_list(
            "object_id", flat=True
        )
        if originals
        else ()
    )
    new = [row for row in originals if row.translation_key not in known]
    if new:
        _Seed(new).write()


class _Seed:
    """One run over rows of one locale."""

    def __init__(self, originals: list[Any]) -> None:
        self._originals = originals
        self._locale_id = originals[0].locale_id
        self._segments = {row.translation_key: extract_segments(row) for row in originals}

    def write(self) -> None:
        """Write objects, sources, then what segments point at, then the segments."""
        self._write_objects()
        sources = {
            source.object_id: source
            for source in TranslationSource.objects.bulk_create([self._source(row) for row in self._originals])
        }
        strings = self._write_strings()
        templates = self._write_templates()
        contexts = self._write_contexts()
        made: dict[type[Model], list[Any]] = {
            model: [] for model in (StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment)
        }
        for key, segment in self._all():
            place = {
                "source": sources[key],
                "context_id": contexts[key, TranslationContext._get_path_id(segment.path)],
                "order": segment.order,
            }
            if isinstance(segment, StringSegmentValue):
                string = strings[String._get_data_hash(segment.string.data)]
                attributes = json.dumps(segment.attrs, cls=DjangoJSONEncoder)
                made[StringSegment].append(StringSegment(string_id=string, attrs=attributes, **place))
            elif isinstance(segment, TemplateSegmentValue):
                template = templates[_template_uuid(segment)]
                made[TemplateSegment].append(TemplateSegment(template_id=template, **place))
            elif isinstance(segment, RelatedObjectSegmentValue):
                made[RelatedObjectSegment].append(RelatedObjectSegment(object_id=segment.translation_key, **place))
            else:
                data = json.dumps(segment.data, cls=DjangoJSONEncoder)
                made[OverridableSegment].append(OverridableSegment(data_json=data, **place))
        for model, rows in made.items():
            model._default_manager.bulk_create(rows, batch_size=BATCH)

    def _all(self) -> Iterator[tuple[UUID, Any]]:
        for key, segments in self._segments.items():
            for segment in segments:
                yield key, segment

    def _source(self, row: Any) -> TranslationSource:
        if isinstance(row, ClusterableModel):
            content = row.to_json()
        else:
            content = json.dumps(get_serializable_data_for_fields(row), cls=DjangoJSONEncoder)
        return TranslationSource(
            object_id=row.translation_key,
            locale_id=row.locale_id,
            specific_content_type=ContentType.objects.get_for_model(type(row)),
            object_repr=str(row)[:200],
            content_json=content,
            schema_version=get_schema_version(row._meta.app_label),
            last_updated_at=timezone.now(),
        )

    def _write_objects(self) -> None:
        kinds = {
            row.translation_key: ContentType.objects.get_for_model(row.get_translation_model())
            for row in self._originals
        }
        for _key, segment in self._all():
            if isinstance(segment, RelatedObjectSegmentValue):
                kinds[segment.translation_key] = segment.content_type
        rows = [TranslatableObject(translation_key=key, content_type=kind) for key, kind in kinds.items()]
        TranslatableObject.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)

    def _write_strings(self) -> dict[UUID, int]:
        texts = {
            String._get_data_hash(segment.string.data): segment.string.data
            for _key, segment in self._all()
            if isinstance(segment, StringSegmentValue)
        }
        rows = [String(locale_id=self._locale_id, data_hash=mark, data=text) for mark, text in texts.items()]
        String.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        return {
            mark: pk
            for marks in batched(texts, BATCH, strict=False)
            for mark, pk in String.objects.filter(locale_id=self._locale_id, data_hash__in=marks).values_list(
                "data_hash", "pk"
            )
        }

    def _write_templates(self) -> dict[UUID, int]:
        found = {
            _template_uuid(segment): segment
            for _key, segment in self._all()
            if isinstance(segment, TemplateSegmentValue)
        }
        rows = [
            Template(
                uuid=mark,
                template=segment.template,
                template_format=segment.format,
                string_count=segment.string_count,
            )
            for mark, segment in found.items()
        ]
        Template.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        return {
            mark: pk
            for marks in batched(found, BATCH, strict=False)
            for mark, pk in Template.objects.filter(uuid__in=marks).values_list("uuid", "pk")
        }

    def _write_contexts(self) -> dict[tuple[UUID, UUID], int]:
        paths = {(key, TranslationContext._get_path_id(segment.path)): segment.path for key, segment in self._all()}
        # Localize fills the readable path by itself when somebody opens the translation.
        rows = [TranslationContext(object_id=key, path_id=mark, path=path) for (key, mark), path in paths.items()]
        TranslationContext.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        return dict(_context_numbers(self._segments))


def _context_numbers(keys: Iterable[UUID]) -> Iterator[tuple[tuple[UUID, UUID], int]]:
    for some in batched(keys, BATCH, strict=False):
        rows = TranslationContext.objects.filter(object_id__in=some).values_list("object_id", "path_id", "pk")
        for key, mark, pk in rows:
            yield (key, mark), pk


def _template_uuid(segment: TemplateSegmentValue) -> UUID:
    return uuid5(uuid5(Template.BASE_UUID_NAMESPACE, segment.format), segment.template)
