"""Rows and pages back to the texts of a pack, in the source language and, from localize's strings, in the others."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue


class Reader:
    """Reads rows of one pack in one language; ``incomplete`` names what had no complete translation."""

    def __init__(self, source: Locale, locale: Locale) -> None:
        self._source = source
        self._locale = locale
        self.incomplete: list[str] = []
        self._read: dict[str, Any] = {}

    @property
    def is_source(self) -> bool:
        """Whether this is the language that says how things are built."""
        return bool(self._source.pk == self._locale.pk)

    @property
    def locale_id(self) -> int:
        """Return the number of the language."""
        return int(self._locale.pk)

    def read(self, original: Any, name: str) -> Any:
        """Return an unsaved copy of a row in this language; texts that are not translated are empty.

        A translation that was taken out of synchronisation is read from its own row.
        """
        if self.is_source:
            return original
        if name not in self._read:
            self._read[name] = self._read_translation(original, name)
        return self._read[name]

    def _read_translation(self, original: Any, name: str) -> Any:
        own = Translation.objects.filter(
            source__object_id=original.translation_key, target_locale=self._locale, enabled=False
        ).exists()
        target = type(original).objects.filter(translation_key=original.translation_key, locale=self._locale).first()
        if own and target is not None:
            return target
        copy = self._translated(original, name)
        if target is not None:
            self._take_own_fields(copy, target)
        return copy

    def _take_own_fields(self, copy: Any, target: Any) -> None:
        """Take what each language says for itself, such as who reviewed it."""
        for field in getattr(type(copy), "exclude_fields_in_copy", []):
            setattr(copy, field, getattr(target, field))

    def _translated(self, original: Any, name: str) -> Any:
        found = extract_segments(original)
        known = self._translations(original, [one for one in found if isinstance(one, StringSegmentValue)])
        segments: list[Any] = []
        missing: list[str] = []
        for segment in found:
            if isinstance(segment, TemplateSegmentValue):
                segments.append(segment)
            elif isinstance(segment, StringSegmentValue):
                text = known.get((segment.path, segment.string.data))
                if text is None:
                    missing.append(segment.path)
                string = segment.string if text is None else StringValue(text)
                segments.append(StringSegmentValue(segment.path, string, attrs=segment.attrs).with_order(segment.order))
        # Localize writes into the streams of the row it reads from; both rows here are ours alone.
        fresh, copy = type(original).objects.get(pk=original.pk), type(original).objects.get(pk=original.pk)
        for field in getattr(type(copy), "exclude_fields_in_copy", []):
            setattr(copy, field, copy._meta.get_field(field).get_default())
        ingest_segments(fresh, copy, self._source, self._locale, segments)
        if missing:
            _blank(copy, missing)
            self.incomplete.append(name)
        return copy

    def _translations(self, original: Any, segments: Iterable[StringSegmentValue]) -> dict[tuple[str, str], str]:
        """Return the translation of each string at each place. One query."""
        rows = StringTranslation.objects.filter(
            context__object_id=original.translation_key,
            locale=self._locale,
            translation_of__locale=self._source,
            translation_of__data_hash__in={String._get_data_hash(one.string.data) for one in segments},
            has_error=False,
        )
        return {
            (path, text): data
            for path, text, data in rows.values_list("context__path", "translation_of__data", "data")
            if data
        }


def _blank(copy: Any, paths: list[str]) -> None:
    """Empty the texts at these places, so that a file leaves out what is not translated."""
    by_field: dict[str, list[list[str]]] = defaultdict(list)
    for path in paths:
        name, *rest = path.split(".")
        by_field[name].append(rest)
    for name, places in by_field.items():
        if not isinstance(copy._meta.get_field(name), StreamField):
            setattr(copy, name, "")
            continue
        raw = stream(copy, name)
        for place in places:
            _blank_in(raw, place)
        setattr(copy, name, json.dumps(raw))


def _blank_in(value: Any, place: list[str]) -> None:
    """Follow block ids and field names down to a text and empty it."""
    step, *rest = place
    if isinstance(value, list):
        holder = next(block for block in value if block["id"] == step)
        if rest:
            _blank_in(holder["value"], rest)
        else:
            holder["value"] = ""
    elif rest:
        _blank_in(value[step], rest)
    else:
        value[step] = ""


def stream(instance: Any, name: str) -> list[dict[str, Any]]:
    """Return the blocks of a field as plain data."""
    field = instance._meta.get_field(name)
    blocks: list[dict[str, Any]] = json.loads(field.value_to_string(instance))
    return blocks
