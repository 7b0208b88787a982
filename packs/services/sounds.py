"""The sounds of a pack: checked, kept under their path in the pack, taken back when the import fails."""

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from cms.exchange.sounds import HEAVIEST, NotASound, plain_sound
from cms.models import CustomMedia
from packs.exchange.manifest import Picture
from packs.services.report import ImportReport


def refusal(data: bytes, ending: str) -> str:
    """Return why these bytes are no sound of a pack, or nothing."""
    if len(data) > HEAVIEST:
        return _("The sound is larger than %(size)d KB.") % {"size": HEAVIEST // 1000}
    try:
        found, _bare = plain_sound(data)
    except NotASound:
        found = None
    return "" if found == ending else _("This is not a sound of the kind that its name says.")


class SoundWriter:
    """Makes and replaces rows of sounds; ``undo`` removes the files written."""

    def __init__(self, pack_id: str, report: ImportReport) -> None:
        self._pack_id = pack_id
        self._report = report
        self._written: list[tuple[CustomMedia, str]] = []

    def write(self, sound: Picture, data: bytes, licence: str) -> int:
        """Return the number of the sound's row, as the pack wants it."""
        kind = str(CustomMedia._meta.verbose_name_plural)
        values = {"title": sound.title, "licence": sound.licence or licence, "content_level": sound.content_level}
        pack_path = f"{self._pack_id}/{sound.path}"
        found = CustomMedia.objects.filter(pack_path=pack_path).first()
        row = found or CustomMedia(pack_path=pack_path, type="audio")
        is_other = found is None or content(found) != data
        if not is_other and all(getattr(row, name) == value for name, value in values.items()):
            self._report.same[kind] += 1
            return int(row.pk)
        for name, value in values.items():
            setattr(row, name, value)
        if is_other:
            # The old file stays: a page that is open may play it, and nothing of it is large.
            row.file = ContentFile(data, name=sound.path.rpartition("/")[2])
        row.save()
        if is_other:
            self._written.append((row, row.file.name))
        (self._report.made if found is None else self._report.changed)[kind] += 1
        return int(row.pk)

    def undo(self) -> None:
        """Remove the files this import has written."""
        for row, name in self._written:
            row.file.storage.delete(name)


def read(pack_id: str) -> dict[str, CustomMedia]:
    """Return the sounds of a pack by their path in it."""
    found = CustomMedia.objects.filter(pack_path__startswith=f"{pack_id}/").order_by("pack_path")
    return {row.pack_path.removeprefix(f"{pack_id}/"): row for row in found}


def content(row: CustomMedia) -> bytes:
    """Return the bytes of a sound."""
    with row.file.open("rb") as stream:
        data: bytes = stream.read()
    return data
