"""Writes of packs: importing, exporting."""

from packs.services.exporting import ExportReport, export_pack
from packs.services.importing import check_pack, import_pack, preview_pack
from packs.services.report import ImportReport, PackRefused
from packs.services.signing import sign_pack
from packs.services.trust import PackNotTrusted, in_words

__all__ = [
    "ExportReport",
    "ImportReport",
    "PackNotTrusted",
    "PackRefused",
    "check_pack",
    "export_pack",
    "import_pack",
    "in_words",
    "preview_pack",
    "sign_pack",
]
