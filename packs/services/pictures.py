"""The pictures of a pack: checked, kept under their path in the pack, taken back when the import fails."""

import hashlib
import io
import warnings
from collections.abc import Mapping
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image as Pillow

from cms.exchange.problems import Problems
from cms.models import CustomImage
from packs.exchange.manifest import Manifest, Picture, is_picture
from packs.services import files
from packs.services.report import ImportReport

MAX_BYTES = 5_000_000
MAX_PIXELS = 40_000_000
GPS = 0x8825  # the EXIF field that holds the place
FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}


def check(manifest: Manifest, pictures: Mapping[str, bytes], problems: Problems) -> None:
    """Note every picture that is not one, is too large, or says where it was taken."""
    for picture in manifest.media:
        data, ending = pictures.get(picture.path, b""), picture.path.rpartition(".")[2]
        if not data:
            continue
        message = _refusal(data, FORMATS[ending]) if is_picture(picture.path) else files.refusal(data, ending)
        if message:
            problems.add(picture.path, "", message)


def _refusal(data: bytes, expected: str) -> str:
    if len(data) > MAX_BYTES:
        return _("The picture is larger than %(size)d MB.") % {"size": MAX_BYTES // 1_000_000}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(data), formats=[expected]) as image:
                if image.width * image.height > MAX_PIXELS:
                    return _("The picture has more than %(count)d million dots.") % {"count": MAX_PIXELS // 1_000_000}
                image.load()
                says_where = GPS in image.getexif()
    # A damaged file makes the library raise nearly anything.
    except Exception:  # noqa: BLE001
        return _("This is not a picture of the kind that its name says.")
    return _("The picture says where it was taken; save it without such data.") if says_where else ""


class PictureWriter:
    """Makes and replaces picture rows; ``undo`` removes the files written, which a rolled back transaction leaves."""

    def __init__(self, pack_id: str, report: ImportReport) -> None:
        self._pack_id = pack_id
        self._report = report
        self._written: list[tuple[CustomImage, str]] = []

    def write(self, picture: Picture, data: bytes, licence: str) -> int:
        """Return the number of the picture's row, as the pack wants it."""
        kind = str(CustomImage._meta.verbose_name_plural)
        pack_path = f"{self._pack_id}/{picture.path}"
        values = {
            "title": picture.title,
            "licence": picture.licence or licence,
            "content_level": picture.content_level,
        }
        image = CustomImage.objects.filter(pack_path=pack_path).first()
        is_new = image is None
        image = image or CustomImage(pack_path=pack_path)
        is_other_file = is_new or image.file_hash != hashlib.sha1(data, usedforsecurity=False).hexdigest()
        if not is_other_file and all(getattr(image, name) == value for name, value in values.items()):
            self._report.same[kind] += 1
            return int(image.pk)
        old = image.file.name
        for name, value in values.items():
            setattr(image, name, value)
        if is_other_file:
            image.file = ContentFile(data, name=picture.path.rpartition("/")[2])
            image._set_image_file_metadata()
        image.save()
        if is_other_file:
            self._written.append((image, image.file.name))
            image.renditions.all().delete()
            if old:
                transaction.on_commit(partial(image.file.storage.delete, old))
        (self._report.made if is_new else self._report.changed)[kind] += 1
        return int(image.pk)

    def keep(self) -> None:
        """Let the files written so far stay."""
        self._written.clear()

    def undo(self) -> None:
        """Remove the files this import has written."""
        for image, name in self._written:
            image.file.storage.delete(name)


def read(pack_id: str) -> dict[str, CustomImage]:
    """Return the pictures of a pack by their path in it."""
    found = CustomImage.objects.filter(pack_path__startswith=f"{pack_id}/").order_by("pack_path")
    return {image.pack_path.removeprefix(f"{pack_id}/"): image for image in found}
