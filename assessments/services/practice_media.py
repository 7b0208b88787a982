"""The picture and the sound of a question to try: of the row as it is now, because nothing is recorded against it."""

from dataclasses import replace

from assessments.interactions.base import ItemTexts
from assessments.models import Item
from assessments.queries.frozen import PracticeItem
from assessments.services.item_media import media_of
from assessments.services.media import MediaRefused


def with_media(practice: PracticeItem) -> PracticeItem:
    """Return the question with its picture and sound, stored where they were not yet; without what cannot be read."""
    return replace(practice, texts=_shown(practice.texts, practice.words, practice.source))


def previewed(texts: ItemTexts, row: Item) -> ItemTexts:
    """Return what an author sees while writing: a picture stored for staff alone, until it is published."""
    return _shown(texts, row, row, is_draft=True)


def _shown(texts: ItemTexts, row: Item, source: Item, *, is_draft: bool = False) -> ItemTexts:
    try:
        return replace(texts, media=media_of(row=row, source=source, is_draft=is_draft))
    except MediaRefused:
        return texts
