"""Which stored pictures and sounds something still shows."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from assessments.models import FrozenMedia, Item, MediaUse, QuizVersionText
from assessments.queries.media_changes import sound_origin
from cms.models import CustomImage, CustomMedia

VERSIONS_AT_ONCE = 50


def unused_media(*, kept_before: datetime) -> list[FrozenMedia]:
    """Return the files that no published quiz and no question of the bank shows any more. Five queries at most.

    A question in a lesson is shown from its row as it is now, so what is made of a row's picture or sound is in use.
    """
    old = list(FrozenMedia.objects.filter(kept_at__lt=kept_before).order_by("pk"))
    if not old:
        return []
    published, origins = set(_published()), set(_origins())
    uses = MediaUse.objects.order_by("pk").values_list("media_id", "origin")
    in_use = {media for media, origin in uses.iterator() if origin in origins}
    return [one for one in old if one.digest not in published and one.pk not in in_use]


def _published() -> Iterator[str]:
    """Yield the digests that the words of any version name; what its source language shows is among them."""
    every = QuizVersionText.objects.order_by("pk").values_list("texts", flat=True)
    for texts in every.iterator(chunk_size=VERSIONS_AT_ONCE):
        for item in texts.values():
            yield from _digests(item.get("media", {}))


def _digests(media: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    return (part["digest"] for part in media.values())


def _origins() -> Iterator[str]:
    yield from CustomImage.objects.filter(pk__in=Item.objects.values("picture")).values_list("file_hash", flat=True)
    for sound in CustomMedia.objects.filter(pk__in=Item.objects.values("sound")):
        yield sound_origin(sound)
