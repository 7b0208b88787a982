"""The picture and the sound of a question to try: of the row as it is now, because nothing is recorded against it."""

from dataclasses import replace

from assessments.interactions.base import ItemTexts
from assessments.models import Item
from assessments.queries.frozen import PracticeItem
from assessments.services.item_media import media_of
from assessments.services.media import MediaRefused
from cms.enums import ContentLevel


def with_media(practice: PracticeItem) -> PracticeItem:
    """Return the question with its picture and sound, stored where they were not yet; without what cannot be read."""
    texts = _shown(practice.texts, practice.words, practice.source, practice.content_level)
    return replace(practice, texts=texts)


def previewed(texts: ItemTexts, row: Item) -> ItemTexts:
    """Return what an author sees while writing: a picture stored for staff alone, until it is published."""
    return _shown(texts, row, row, ContentLevel.PROFESSIONAL)


def _shown(texts: ItemTexts, row: Item, source: Item, content_level: int) -> ItemTexts:
    try:
        return replace(texts, media=media_of(row=row, source=source, content_level=content_level))
    except MediaRefused:
        return texts
