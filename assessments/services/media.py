"""Keeping the pictures and sounds of questions for ever: small, harmless, each once, named by its content."""

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.interactions.media import ADDRESS_LENGTH
from assessments.models import FrozenMedia, MediaUse
from assessments.models.media import FOLDER
from assessments.queries.media_changes import sound_origin
from assessments.services.media_levels import note_use
from cms.exchange.pictures import NotAPicture, small_picture
from cms.exchange.sounds import HEAVIEST, NotASound, plain_sound
from cms.models import CustomImage, CustomMedia
from common.outage import is_outage

# What is used again says so, but not at every look at it.
TAKEN_UP_AGAIN = timedelta(days=7)


class MediaRefused(ValueError):
    """A picture or sound cannot be shown to students; the message is for the author."""


@dataclass(frozen=True)
class Shown:
    """The question that shows a file, and its level; a draft's look opens and closes nothing."""

    item_key: str
    content_level: int
    is_draft: bool = False


def keep_picture(*, image: CustomImage, by: Shown) -> FrozenMedia:
    """Return the picture as students see it, made and stored where it was not yet. Raises ``MediaRefused``.

    Stores a file that stays when the transaction is rolled back: named by its content, it is found again or harms
    nobody.
    """
    by = replace(by, content_level=max(by.content_level, image.content_level))
    try:
        origin = image.file_hash or image.get_file_hash()
        found = _made_of(origin, by)
        if found is not None:
            return found
        picture = small_picture(_bytes(image.file))
    except (NotAPicture, OSError) as error:
        _raise_outage(error)
        raise MediaRefused(_("The picture cannot be read. Choose another one.")) from error
    sizes = {"width": picture.width, "height": picture.height}
    return _keep(picture.data, "webp", origin, by, **sizes)


def keep_sound(*, sound: CustomMedia, by: Shown) -> FrozenMedia:
    """Return the sound as students hear it, stored where it was not yet. Raises ``MediaRefused``; see the picture."""
    by = replace(by, content_level=max(by.content_level, sound.content_level))
    origin = sound_origin(sound)
    found = _made_of(origin, by)
    if found is not None:
        return found
    try:
        if sound.file.size > HEAVIEST:
            raise MediaRefused(_("The sound is larger than %(size)d KB.") % {"size": HEAVIEST // 1000})
        kind, data = plain_sound(_bytes(sound.file))
    except (NotASound, OSError) as error:
        _raise_outage(error)
        raise MediaRefused(_("The sound cannot be played. It takes an MP3, M4A or OGG file.")) from error
    return _keep(data, kind, origin, by)


def _made_of(origin: str, by: Shown) -> FrozenMedia | None:
    """Return what was made of this file before, its use by the question noted. One query where it was noted already."""
    uses = MediaUse.objects.filter(origin=origin).select_related("media").order_by("pk")
    use = uses.filter(item_key=by.item_key).first()
    if use is None:
        use = uses.first()
        return _noted(use.media, origin, by) if use is not None else None
    is_as_before = by.is_draft or use.content_level == by.content_level
    return _taken_up(use.media) if is_as_before else _noted(use.media, origin, by)


def _keep(data: bytes, kind: str, origin: str, by: Shown, **sizes: int) -> FrozenMedia:
    digest = sha256(data).hexdigest()
    found = FrozenMedia.objects.filter(digest=digest).first()
    if found is not None:
        return _noted(found, origin, by)
    name = default_storage.save(f"{FOLDER}/{digest}.{kind}", ContentFile(data))
    with transaction.atomic():
        kept, _is_new = FrozenMedia.objects.get_or_create(
            digest=digest,
            defaults={
                "address": digest[:ADDRESS_LENGTH], "type": kind, "file": name, "size": len(data), "origin": origin,
                "content_level": by.content_level, **sizes,
            },
        )  # fmt: skip
    return _noted(kept, origin, by)


def _noted(kept: FrozenMedia, origin: str, by: Shown) -> FrozenMedia:
    note_use(media=kept, origin=origin, item_key=by.item_key, content_level=by.content_level, is_draft=by.is_draft)
    return _taken_up(kept)


def _taken_up(kept: FrozenMedia) -> FrozenMedia:
    now = timezone.now()
    if now - kept.kept_at > TAKEN_UP_AGAIN:
        kept.kept_at = now
        kept.save(update_fields=["kept_at"])
    return kept


def _bytes(file: Any) -> bytes:
    with file.open("rb") as stream:
        data: bytes = stream.read()
    return data


def _raise_outage(error: BaseException) -> None:
    """A store that is away refuses no picture: the author tries again."""
    if is_outage(error) and not isinstance(error, NotAPicture | NotASound):
        raise error
