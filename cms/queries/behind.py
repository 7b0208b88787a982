"""Which translated pages are behind their source, found without reading every page there is."""

from collections import defaultdict

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationLog

from cms.queries import reasons_of
from cms.queries.desk import MOST_ROWS, DeskRow

# What only looks as if it were behind, such as a page published again unchanged, takes a place here.
MOST_CANDIDATES = 3 * MOST_ROWS


def behind_their_source() -> list[DeskRow]:
    """Return translations whose source has changed since, the longest behind first; a few queries a language."""
    candidates = list(_candidates())
    keys = [translation.source.object_id for translation in candidates]
    targets = {
        (page.translation_key, page.locale_id): page
        for page in Page.objects.filter(translation_key__in=keys, alias_of=None).select_related("locale")
    }
    behind = _behind(candidates)
    rows = []
    for translation in candidates:
        page = targets.get((translation.source.object_id, translation.target_locale_id))
        if page is not None and translation.pk in behind:
            rows.append(
                DeskRow(
                    url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                    title=page.title,
                    language=page.locale.get_display_name(),
                    note=behind[translation.pk],
                    at=translation.source.last_updated_at,
                )
            )
    return rows[:MOST_ROWS]


def _candidates() -> list[Translation]:
    """Return translations whose source was published, or sent to translation, after they were last saved."""
    published = Page.objects.filter(
        translation_key=OuterRef("source__object_id"),
        locale=OuterRef("source__locale"),
        live=True,
        last_published_at__gt=OuterRef("source__last_updated_at"),
    )
    saved = TranslationLog.objects.filter(
        source=OuterRef("source"), locale=OuterRef("target_locale"), created_at__gte=OuterRef("source__last_updated_at")
    )
    targets = Page.objects.filter(translation_key=OuterRef("source__object_id"), locale=OuterRef("target_locale"))
    found = Translation.objects.filter(Exists(targets), Exists(published) | ~Exists(saved), enabled=True)
    ordered = found.select_related("source__specific_content_type", "target_locale").order_by(
        F("source__last_updated_at").asc(), "pk"
    )
    return list(ordered[:MOST_CANDIDATES])


def _behind(candidates: list[Translation]) -> dict[int, str]:
    by_language: dict[int, list[Translation]] = defaultdict(list)
    for translation in candidates:
        by_language[translation.target_locale_id].append(translation)
    found = {}
    for locale_id, translations in by_language.items():
        for translation, reasons in reasons_of(translations, locale_id):
            if reasons:
                found[translation.pk] = " ".join(reasons)
    return found
