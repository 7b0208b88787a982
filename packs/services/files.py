"""The sounds, films and documents of a pack: checked, kept under their path in it, taken back when the import fails."""

from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from cms.exchange.sounds import HEAVIEST, NotASound, plain_sound
from cms.models import CustomDocument, CustomMedia
from packs.exchange.manifest import Picture, is_document, is_film
from packs.services.report import ImportReport

HEAVIEST_FILM, HEAVIEST_DOCUMENT = 20_000_000, 10_000_000
FILM_HEADS = {"mp4": (4, b"ftyp"), "webm": (0, b"\x1a\x45\xdf\xa3")}
DOCUMENT_HEAD = b"%PDF-"
# What a document has no need of, and what has harmed its readers elsewhere.
ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile")


def refusal(data: bytes, ending: str) -> str:
    """Return why these bytes are no sound, film or document of a pack, or nothing."""
    if ending == "pdf":
        return _document_refusal(data)
    if ending in FILM_HEADS:
        return _film_refusal(data, ending)
    if len(data) > HEAVIEST:
        return _("The sound is larger than %(size)d KB.") % {"size": HEAVIEST // 1000}
    try:
        found, _bare = plain_sound(data)
    except NotASound:
        found = None
    return "" if found == ending else _("This is not a sound of the kind that its name says.")


def _film_refusal(data: bytes, ending: str) -> str:
    at, mark = FILM_HEADS[ending]
    if len(data) > HEAVIEST_FILM:
        return _("The film is larger than %(size)d MB.") % {"size": HEAVIEST_FILM // 1_000_000}
    return "" if data[at : at + len(mark)] == mark else _("This is not a film of the kind that its name says.")


def _document_refusal(data: bytes) -> str:
    if len(data) > HEAVIEST_DOCUMENT:
        return _("The document is larger than %(size)d MB.") % {"size": HEAVIEST_DOCUMENT // 1_000_000}
    if not data.startswith(DOCUMENT_HEAD):
        return _("This is not a PDF document.")
    return _("The document holds a script, a command or another file.") if any(one in data for one in ACTIVE) else ""


class FileWriter:
    """Makes and replaces rows of sounds, films and documents; ``undo`` removes the files written."""

    def __init__(self, pack_id: str, report: ImportReport) -> None:
        self._pack_id = pack_id
        self._report = report
        self._written: list[tuple[Any, str]] = []

    def write(self, given: Picture, data: bytes, licence: str) -> int:
        """Return the number of the file's row, as the pack wants it."""
        model: type[Any] = CustomDocument if is_document(given.path) else CustomMedia
        kind = str(model._meta.verbose_name_plural)
        values = {"title": given.title, "licence": given.licence or licence, "content_level": given.content_level}
        pack_path = f"{self._pack_id}/{given.path}"
        found = model.objects.filter(pack_path=pack_path).first()
        row = found or model(pack_path=pack_path)
        is_other = found is None or content(found) != data
        if not is_other and all(getattr(row, name) == value for name, value in values.items()):
            self._report.same[kind] += 1
            return int(row.pk)
        for name, value in values.items():
            setattr(row, name, value)
        if isinstance(row, CustomMedia):
            row.type = "video" if is_film(given.path) else "audio"
        if is_other:
            # The old file stays: a page that is open may play it, and few are ever replaced.
            row.file = ContentFile(data, name=given.path.rpartition("/")[2])
            if isinstance(row, CustomDocument):
                row._set_document_file_metadata()
        row.save()
        if is_other:
            self._written.append((row, row.file.name))
        (self._report.made if found is None else self._report.changed)[kind] += 1
        return int(row.pk)

    def keep(self) -> None:
        """Let the files written so far stay."""
        self._written.clear()

    def undo(self) -> None:
        """Remove the files this import has written."""
        for row, name in self._written:
            row.file.storage.delete(name)


def read(pack_id: str) -> dict[str, CustomMedia | CustomDocument]:
    """Return the sounds, films and documents of a pack by their path in it. Two queries."""
    rows: list[CustomMedia | CustomDocument] = [
        *CustomMedia.objects.filter(pack_path__startswith=f"{pack_id}/"),
        *CustomDocument.objects.filter(pack_path__startswith=f"{pack_id}/"),
    ]
    return {row.pack_path.removeprefix(f"{pack_id}/"): row for row in sorted(rows, key=lambda row: row.pack_path)}


def content(row: CustomMedia | CustomDocument) -> bytes:
    """Return the bytes of a file."""
    with row.file.open("rb") as stream:
        data: bytes = stream.read()
    return data
