"""The manifest: which version of the standard, and for each file whether it is whole, a list of changes, or absent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .archive import Archive
from .codes import Code
from .findings import Findings, RosterRefused
from .roster import Mode
from .rows import Table
from .tables import CLASSES, ENROLMENTS, KNOWN_FILES, LOOKUPS, MANIFEST, ROLES, USERS_1_1

NEEDED = (CLASSES.file, USERS_1_1.file, ENROLMENTS.file)
VERSION = re.compile(r"(1\.[12])(\.\d{1,2})?")
OTHER_PROPERTIES = ("manifest.version", "source.systemname", "source.systemcode")
ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`modes` names exactly the files that are to be read."""

    version: str
    mode: Mode
    modes: Mapping[str, Mode]

    def is_whole(self, file: str) -> bool:
        """Whether the file claims to hold every record, so that a reference to a missing one is a mistake."""
        return self.modes.get(file) is Mode.BULK


def read_manifest(archive: Archive, findings: Findings) -> Manifest:
    """Raises RosterRefused when the manifest is missing, unreadable, or promises what the zip does not hold."""
    if MANIFEST.file not in archive:
        raise RosterRefused(Code.MANIFEST_MISSING, MANIFEST.file)
    version, declared = _properties(archive, findings)
    modes: dict[str, Mode] = {}
    for file in (*NEEDED, ROLES.file, *(spec.file for spec in LOOKUPS)):
        if file == ROLES.file and version == "1.1":
            continue
        mode = _mode_of(file, archive, declared, findings)
        if mode is not None:
            modes[file] = mode
    whole = Mode.DELTA not in (modes.get(file) for file in (*NEEDED, ROLES.file))
    for file in NEEDED:
        if whole and file not in modes:
            raise _missing(file, declared)
    if not any(file in modes for file in NEEDED):
        raise RosterRefused(Code.NOTHING_TO_IMPORT, MANIFEST.file)
    return Manifest(version, Mode.BULK if whole else Mode.DELTA, modes)


# For each declared file: the row that declares it, and how.
Declared = dict[str, tuple[int, str]]


def _properties(archive: Archive, findings: Findings) -> tuple[str, Declared]:
    version = ""
    declared: Declared = {}
    for row in Table(archive, MANIFEST).rows(findings):
        name, value = row["propertyName"].casefold(), row["value"].casefold()
        if name == "oneroster.version":
            match = VERSION.fullmatch(value)
            if not match:
                raise RosterRefused(Code.VERSION_UNSUPPORTED, MANIFEST.file, row.number, "value")
            if version and version != match[1]:
                raise RosterRefused(Code.MANIFEST_CONTRADICTS, MANIFEST.file, row.number, "value")
            version = match[1]
            continue
        file = KNOWN_FILES.get(name.removeprefix("file.") + ".csv") if name.startswith("file.") else None
        if file is None:
            if name not in OTHER_PROPERTIES:
                findings.add(Code.PROPERTY_UNKNOWN, MANIFEST.file, row.number, "propertyName")
            continue
        if value not in (Mode.BULK, Mode.DELTA, ABSENT):
            raise RosterRefused(Code.MANIFEST_VALUE, MANIFEST.file, row.number, "value", {"named": file})
        if file in declared and declared[file][1] != value:
            raise RosterRefused(Code.MANIFEST_CONTRADICTS, MANIFEST.file, row.number, "value")
        declared[file] = (row.number, value)
    if not version:
        raise RosterRefused(Code.VERSION_MISSING, MANIFEST.file)
    return version, declared


def _mode_of(file: str, archive: Archive, declared: Declared, findings: Findings) -> Mode | None:
    """How to read the file, or None when it is not to be read."""
    is_needed = file in (*NEEDED, ROLES.file)
    row, value = declared.get(file, (1, ""))
    if not value and file in archive and is_needed:
        raise RosterRefused(Code.FILE_NOT_DECLARED, MANIFEST.file, params={"named": file})
    if value in ("", ABSENT):
        if file in archive:
            findings.add(Code.FILE_MARKED_ABSENT, MANIFEST.file, row, "value", {"named": file})
        return None
    if file not in archive:
        if is_needed:
            raise _missing(file, declared)
        findings.add(Code.LOOKUP_MISSING, MANIFEST.file, row, "value", {"named": file})
        return None
    return Mode(value)


def _missing(file: str, declared: Declared) -> RosterRefused:
    row = declared[file][0] if file in declared else None
    return RosterRefused(Code.FILE_MISSING, MANIFEST.file, row, "value" if row else "", {"named": file})
