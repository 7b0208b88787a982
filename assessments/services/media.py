"""Keeping the pictures and sounds of questions for ever: small, harmless, each once, named by its content."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.interactions.media import ADDRESS_LENGTH
from assessments.models import FrozenMedia
from assessments.models.media import FOLDER
from assessments.queries.media_changes import sound_origin
from cms.exchange.pictures import NotAPicture, small_picture
from cms.exchange.sounds import HEAVIEST, NotASound, plain_sound
from cms.models import CustomImage, CustomMedia
from common.outage import is_outage

# What is used again says so, but not at every look at it.
TAKEN_UP_AGAIN = timedelta(days=7)


class MediaRefused(ValueError):
    """A picture or sound cannot be shown to students; the message is for the author."""


def keep_picture(*, image: CustomImage, content_level: int) -> FrozenMedia:
    """Return the picture as students see it, made and stored where it was not yet. Raises ``MediaRefused``.

    Stores a file that stays when the transaction is rolled back: named by its content, it is found again or harms
    nobody.
    """
    try:
        origin = image.file_hash or image.get_file_hash()
        found = FrozenMedia.objects.filter(origin=origin, type="webp").first()
        if found is not None:
            return _opened_to(found, content_level)
        picture = small_picture(_bytes(image.file))
    except (NotAPicture, OSError) as error:
        _raise_outage(error)
        raise MediaRefused(_("The picture cannot be read. Choose another one.")) from error
    sizes = {"width": picture.width, "height": picture.height}
    return _keep(picture.data, "webp", origin, content_level, **sizes)


def keep_sound(*, sound: CustomMedia, content_level: int) -> FrozenMedia:
    """Return the sound as students hear it, stored where it was not yet. Raises ``MediaRefused``; see the picture."""
    try:
        if sound.file.size > HEAVIEST:
            raise MediaRefused(_("The sound is larger than %(size)d KB.") % {"size": HEAVIEST // 1000})
        kind, data = plain_sound(_bytes(sound.file))
    except (NotASound, OSError) as error:
        _raise_outage(error)
        raise MediaRefused(_("The sound cannot be played. It takes an MP3, M4A or OGG file.")) from error
    return _keep(data, kind, sound_origin(sound), content_level)


def _keep(data: bytes, kind: str, origin: str, content_level: int, **sizes: int) -> FrozenMedia:
    digest = sha256(data).hexdigest()
    found = FrozenMedia.objects.filter(digest=digest).first()
    if found is not None:
        return _opened_to(found, content_level)
    name = default_storage.save(f"{FOLDER}/{digest}.{kind}", ContentFile(data))
    with transaction.atomic():
        kept, is_new = FrozenMedia.objects.get_or_create(
            digest=digest,
            defaults={
                "address": digest[:ADDRESS_LENGTH], "type": kind, "file": name, "size": len(data), "origin": origin,
                "content_level": content_level, **sizes,
            },
        )  # fmt: skip
    return kept if is_new else _opened_to(kept, content_level)


def _opened_to(kept: FrozenMedia, content_level: int) -> FrozenMedia:
    now = timezone.now()
    if content_level < kept.content_level or now - kept.kept_at > TAKEN_UP_AGAIN:
        kept.content_level, kept.kept_at = min(content_level, kept.content_level), now
        kept.save(update_fields=["content_level", "kept_at"])
    return kept


def _bytes(file: Any) -> bytes:
    with file.open("rb") as stream:
        data: bytes = stream.read()
    return data


def _raise_outage(error: BaseException) -> None:
    """A store that is away refuses no picture: the author tries again."""
    if is_outage(error) and not isinstance(error, NotAPicture | NotASound):
        raise error
