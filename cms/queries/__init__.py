"""Reads of the content management system: how far a translation is, by wagtail-localize's own records.

Localize keeps no flag for a translation that fell behind its source, publishes untranslated words if told to, and lets
a chooser point at the row in the source language. These functions see all three.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from cms.queries.content import is_content_current, string_paths
from cms.queries.records import Records, records_of

__all__ = [
    "is_content_current",
    "is_stale",
    "missing_strings",
    "problems_of_rows",
    "reasons_of",
    "translation_of",
    "translation_problems",
]


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
        if string_paths(instance) != string_paths(translation.source.as_instance()):
            yield _("This version of the page is older than its translation.")
    else:
        yield from _reasons(translation)


def problems_of_rows(rows: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the same for many rows in one language, each with its row; a number of queries that knows no rows."""
    if not rows:
        return
    locale_id = rows[0].locale_id
    made = {
        translation.source.object_id: translation
        for translation in _translations().filter(
            source__object_id__in=[row.translation_key for row in rows], target_locale_id=locale_id
        )
    }
    known = records_of([*made.values()], locale_id)
    for row in rows:
        if row.translation_key in made:
            yield from ((row, reason) for reason in _reasons(made[row.translation_key], known))


def reasons_of(translations: Sequence[Translation], locale_id: int) -> Iterator[tuple[Translation, list[str]]]:
    """Yield each translation into one language with what keeps it from being current; a fixed number of queries."""
    known = records_of(translations, locale_id)
    yield from ((translation, list(_reasons(translation, known))) for translation in translations)


def translation_of(instance: Any) -> Translation | None:
    """Return the record of the synchronised translation that made this row or page, or None. One query."""
    of_row = _translations().filter(source__object_id=instance.translation_key, target_locale_id=instance.locale_id)
    return of_row.first()


def _translations() -> QuerySet[Translation]:
    made: QuerySet[Translation] = Translation.objects.filter(enabled=True).select_related(
        "source__specific_content_type", "target_locale"
    )
    return made


def _reasons(translation: Translation, known: Records | None = None) -> Iterator[str]:
    known = known or records_of([translation], translation.target_locale_id)
    yield from _source_reasons(translation, known)
    saved = known.saved.get(translation.source_id)
    if saved is None or saved < translation.source.last_updated_at:
        yield _("The translation was not saved again since its source changed.")


def _source_reasons(translation: Translation, known: Records | None = None) -> Iterator[str]:
    known = known or records_of([translation], translation.target_locale_id)
    source = translation.source
    live = known.live[source.pk]
    if live is None or not is_content_current(source, live):
        yield _("The text in the source language has changed since it was translated.")
    if missing := known.missing.get(source.pk):
        yield _("%(count)d pieces of text are not translated.") % {"count": missing}
    if unfinished := known.unfinished.get(source.pk):
        yield _("What it uses is not translated: %(names)s.") % {"names": ", ".join(unfinished)}


def missing_strings(source: TranslationSource, locale_id: int) -> int:
    """Return how many pieces of text have no usable translation. One query."""
    segments = StringSegment.objects.filter(source=source).annotate_translation(locale_id)
    return int(segments.filter(translation__isnull=True).count())
