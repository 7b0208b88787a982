"""What a translator has before them: what changed since, what is missing, and the words that all courses say alike."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from itertools import zip_longest
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
    """Pair texts of the same place that differ, and name those that came or went; what only moved is no change."""
    moved = Counter(text for _path, text in before) & Counter(text for _path, text in now)
    found = []
    for path in dict.fromkeys(path for path, _text in (*now, *before)):
        old = [text for where, text in before if where == path and text not in moved]
        new = [text for where, text in now if where == path and text not in moved]
        found += [(_plain(gone), _plain(come)) for gone, come in zip_longest(old, new, fillvalue="")]
    return found
