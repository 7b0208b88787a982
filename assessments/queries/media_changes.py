"""Whether the picture or the sound of a question is another one than the latest version shows."""

from collections.abc import Mapping
from hashlib import sha256

from assessments.grading import Structure
from assessments.interactions.base import ItemTexts
from assessments.models import Item, MediaUse
from cms.models import CustomMedia


def sound_origin(sound: CustomMedia) -> str:
    """Return a mark of a sound's file that costs no reading of it."""
    return sha256(f"{sound.file.name}:{sound.pk}".encode()).hexdigest()


def changed_media(rows: Mapping[str, Item], before: Structure) -> list[str]:
    """Return the items whose picture or sound is another file than a version's. One query where any has one.

    ``rows`` come with their pictures and sounds.
    """
    wanted = {item_id: _origins(row) for item_id, row in rows.items() if item_id in before.by_id}
    known = {origin for origins in wanted.values() for origin in origins.values()}
    found = MediaUse.objects.filter(origin__in=known).values_list("origin", "media__digest") if known else ()
    digests = dict(found)
    return [
        item_id
        for item_id, origins in wanted.items()
        if {part: digests.get(origin, "") for part, origin in origins.items()} != dict(before.media.get(item_id, {}))
    ]


def _origins(row: Item) -> dict[str, str]:
    picture = {"picture": row.picture.file_hash or row.picture.get_file_hash()} if row.picture else {}
    return picture | ({"sound": sound_origin(row.sound)} if row.sound else {})


def is_described_alike(row: Item, texts: ItemTexts) -> bool:
    """Whether the words for picture and sound are the frozen ones."""
    return _words(row) == _frozen_words(texts)


def _words(row: Item) -> tuple[str, str]:
    alt = row.picture_alt.strip() if row.picture and not row.is_picture_decorative else ""
    return alt, row.transcript.strip() if row.sound else ""


def _frozen_words(texts: ItemTexts) -> tuple[str, str]:
    picture, sound = texts.media.picture, texts.media.sound
    return picture.alt if picture else "", sound.transcript if sound else ""
