"""Translations as localize makes them."""

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

MARK = "укр "


def translate(row, locale: Locale, *, all_but: int = 0) -> list[str]:
    """Translate the strings of a row, all but the last few, save it as localize does, and return what there is."""
    source, _made = TranslationSource.update_or_create_from_instance(row)
    segments = list(StringSegment.objects.filter(source=source).order_by("order"))
    for segment in segments[: len(segments) - all_but]:
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            defaults={"data": f"{MARK}{segment.string.data}"},
        )
    Translation.objects.get_or_create(source=source, target_locale=locale)[0].save_target()
    return [segment.string.data.replace("<br/>", "\n") for segment in segments]
