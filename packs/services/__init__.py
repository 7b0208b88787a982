"""Writes of packs: importing, exporting."""

from packs.services.exporting import ExportReport, export_pack
from packs.services.importing import check_pack, import_pack
from packs.services.report import ImportReport, PackRefused

__all__ = ["ExportReport", "ImportReport", "PackRefused", "check_pack", "export_pack", "import_pack"]
