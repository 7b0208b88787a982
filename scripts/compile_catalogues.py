"""Compiles every catalogue under locale/ whose text is newer than its binary, without the gettext tools."""

import os
import sys
from pathlib import Path

import polib


def compile_catalogue(source: Path) -> bool:
    """Write the .mo file beside `source`; return whether that was needed."""
    binary = source.with_suffix(".mo")
    if binary.exists() and binary.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    # Another process may be reading the old file: replace it in one step.
    fresh = source.with_suffix(f".mo.{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(fresh))
    fresh.replace(binary)
    return True


def main() -> int:
    """Compile what changed and say how many files that was."""
    catalogues = sorted(Path("locale").glob("*/LC_MESSAGES/*.po"))
    compiled = sum(compile_catalogue(source) for source in catalogues)
    if compiled:
        sys.stdout.write(f"Compiled {compiled} of {len(catalogues)} catalogues.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
