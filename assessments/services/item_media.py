"""The picture and the sound of a question in one language, as they are frozen with its words."""

from collections.abc import Mapping

from assessments.interactions.media import NO_MEDIA, SOUND_TYPES, Media, Picture, Sound
from assessments.models import FrozenMedia, Item
from assessments.services.media import Shown, keep_picture, keep_sound
from cms.enums import ContentLevel

type Pinned = Mapping[str, FrozenMedia]
"""What the version shows in its source language, by the part: the picture, the sound."""


def media_of(*, row: Item, source: Item, pinned: Pinned | None = None, is_draft: bool = False) -> Media:
    """Return what a row shows, stored where it was not yet. Raises ``MediaRefused``.

    A row without a picture or sound of its own has its source's; of that, the one that is ``pinned``. What an author
    looks at in a draft is for staff alone, until it is published.
    """
    level = ContentLevel.PROFESSIONAL if is_draft else source.content_level
    by = Shown(str(source.translation_key), level, is_draft)
    fixed = pinned or {}
    picture, sound = row.picture or source.picture, row.sound or source.sound
    if picture is None and sound is None:
        return NO_MEDIA
    shown, played = None, None
    if picture is not None:
        is_shared = picture.pk == source.picture_id and "picture" in fixed
        kept = fixed["picture"] if is_shared else keep_picture(image=picture, by=by)
        alt = "" if source.is_picture_decorative else row.picture_alt.strip()
        shown = Picture(digest=kept.digest, width=kept.width, height=kept.height, alt=alt)
    if sound is not None:
        is_shared = sound.pk == source.sound_id and "sound" in fixed
        kept = fixed["sound"] if is_shared else keep_sound(sound=sound, by=by)
        kind = next(one for one in SOUND_TYPES if one == kept.type)
        played = Sound(digest=kept.digest, type=kind, size=kept.size, transcript=row.transcript.strip())
    return Media(picture=shown, sound=played)


def pinned_media(named: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, FrozenMedia]]:
    """Return the stored files that a version names, by item and part. One query, none where it names none."""
    digests = {digest for files in named.values() for digest in files.values()}
    rows = {row.digest: row for row in FrozenMedia.objects.filter(digest__in=digests)} if digests else {}
    return {item: {part: rows[digest] for part, digest in files.items()} for item, files in named.items()}
