"""What a translator has before them: what changed since, what is missing, and the words that all courses say alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.exchange.terms import terms_in


@dataclass(frozen=True)
class TranslatorsView:
    """``changed`` pairs what the source said with what it says now, either of them empty when it came or went."""

    changed: Sequence[tuple[str, str]]
    missing: Sequence[str]
    words: Sequence[tuple[str, str]]


def translators_view(translation: Translation) -> TranslatorsView:
    """Return what there is to say about a translation; five queries and the source's own."""
    source = translation.source
    kept = list(StringSegment.objects.filter(source=source).select_related("string", "context").order_by("order"))
    live = _strings(source.get_source_instance())
    rows = StringSegment.objects.filter(source=source).annotate_translation(translation.target_locale)
    missing = rows.filter(translation__isnull=True).exclude(context__path="slug").select_related("string")
    now = [text for _path, text in live]
    languages = source.locale.language_code, translation.target_locale.language_code
    return TranslatorsView(
        changed=_differences([(row.context.path, row.string.data) for row in kept if row.context.path != "slug"], live),
        missing=[_plain(row.string.data) for row in missing.order_by("order")],
        words=list(terms_in([_plain(text) for text in now], *languages)),
    )


def _plain(text: str) -> str:
    return unescape(strip_tags(text))


def _strings(instance: Any) -> list[tuple[str, str]]:
    segments = extract_segments(instance)
    return [
        (segment.path, segment.string.data)
        for segment in segments
        if isinstance(segment, StringSegmentValue) and segment.path != "slug"
    ]


def _differences(before: Sequence[tuple[str, str]], now: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pair texts of the same place that differ; in a place of several, the ones that only one side has."""
    found = []
    for path in dict.fromkeys(path for path, _text in (*now, *before)):
        old = [text for where, text in before if where == path]
        new = [text for where, text in now if where == path]
        gone, come = [text for text in old if text not in new], [text for text in new if text not in old]
        for at in range(max(len(gone), len(come))):
            pair = [texts[at] if at < len(texts) else "" for texts in (gone, come)]
            found.append((_plain(pair[0]), _plain(pair[1])))
    return found
