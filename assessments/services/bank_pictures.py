"""Pictures of imported and exported questions: small ones come in as the house's own, small ones go out."""

from collections.abc import Mapping, Sequence
from hashlib import sha1, sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import prefetch_related_objects

from assessments.exchange.banks.base import BankQuestion, Media
from assessments.models import Item, MediaUse
from cms.exchange.pictures import NotAPicture, small_picture
from cms.models import CustomImage
from common.outage import is_outage


def images_of(questions: Sequence[BankQuestion], pictures: Mapping[str, bytes]) -> dict[str, CustomImage]:
    """Return the picture of each mark, made where there is none of the same bytes; in the caller's transaction.

    A file stays when the transaction is rolled back; the next try finds no row for it and writes another.
    """
    wanted = {one.mark: one for one in questions if one.mark in pictures}
    hashes = {mark: sha1(pictures[mark], usedforsecurity=False).hexdigest() for mark in wanted}
    known = {image.file_hash: image for image in CustomImage.objects.filter(file_hash__in=set(hashes.values()))}
    return {mark: known.get(hashes[mark]) or _made(pictures[mark], one.name) for mark, one in wanted.items()}


def _made(data: bytes, title: str) -> CustomImage:
    image = CustomImage(title=title[:200] or "picture")
    image.file = ContentFile(data, name="question.webp")
    image._set_image_file_metadata()
    image.save()
    return image


def exported_pictures(items: Sequence[Item]) -> dict[int, tuple[Media, str]]:
    """Return by row the picture as students see it, and the mark that an import of it will have. Two queries.

    What cannot be read is left out. Writes nothing: a picture that was never published is made small for the file.
    """
    prefetch_related_objects(items, "picture")
    shown = {item.pk: item.picture for item in items if item.picture is not None}
    origins = {image.file_hash for image in shown.values() if image.file_hash}
    rows = MediaUse.objects.filter(origin__in=origins, media__type="webp") if origins else MediaUse.objects.none()
    kept = dict(rows.values_list("origin", "media__file"))
    made = {image.pk: _small(image, kept.get(image.file_hash, "")) for image in shown.values()}
    found: dict[int, tuple[Media, str]] = {}
    for item in items:
        data = made.get(item.picture_id)
        if data:
            alt = "" if item.is_picture_decorative else item.picture_alt
            media = Media(path="picture.webp", data=data, alt=alt, is_prompt=True)
            found[item.pk] = media, sha256(data).hexdigest()
    return found


def _small(image: CustomImage, kept: str) -> bytes:
    try:
        if kept:
            with default_storage.open(kept) as stored:
                data: bytes = stored.read()
                return data
        with image.file.open("rb") as stream:
            return small_picture(stream.read()).data
    except (NotAPicture, OSError) as error:
        if is_outage(error) and not isinstance(error, NotAPicture):
            raise
        return b""
