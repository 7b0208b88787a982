"""Exporting a pack: the same files again from rows and pages, with everything authors have changed since."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from packs.exchange import pack as pack_files
from packs.exchange import source
from packs.models import Pack
from packs.services.documents import Documents

ZIP = ".zip"


@dataclass(slots=True)
class ExportReport:
    """The files of an export, and by language the names of what is not complete."""

    files: dict[str, bytes]
    incomplete: dict[str, list[str]] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """Yield the report line by line."""
        size = sum(len(data) for data in self.files.values())
        yield _("%(count)d files, %(size)d kB") % {"count": len(self.files), "size": size // 1000}
        message = _("Not complete in %(language)s, so its file has gaps: %(name)s")
        for language, names in self.incomplete.items():
            for name in names:
                yield message % {"language": language, "name": name}


def export_pack(*, pack_id: str, target: Path | None = None) -> ExportReport:
    """Return the files of an imported pack as the published rows and pages say them now.

    With ``target`` they are also written, into a folder or, when its name ends so, into a zip; other files of a folder
    are left alone. Blocks that authors added get short names, which are kept, so that the next export gives them again.
    Raises ``Pack.DoesNotExist``, and ``PackRefused`` where an import could not read what is written; then nothing is.
    """
    with transaction.atomic():
        kept = Pack.objects.select_for_update().get(pack_id=pack_id)
        documents = Documents(kept)
        report = ExportReport(pack_files.write(documents.pack()), documents.incomplete())
        documents.names.save(kept)
    if target is not None:
        _write(report.files, target)
    return report


def _write(files: dict[str, bytes], target: Path) -> None:
    if target.suffix == ZIP:
        target.write_bytes(source.to_zip(files))
        return
    for name, data in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
