"""Files that are written whole or not at all, and that belong to whom they should."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

WORK = ".orientir-"


@contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """Give a private folder that is gone afterwards, whatever happens but a power cut."""
    folder = Path(mkdtemp(prefix=WORK, dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def delete_forgotten(parent: Path, before: float) -> None:
    """Delete work folders that a kill has left behind: those untouched since a moment in seconds of the epoch."""
    for folder in parent.glob(f"{WORK}*"):
        if folder.is_dir() and not folder.is_symlink() and folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)


def sync(path: Path) -> None:
    """Have a file or a folder's list of files on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def take_owner_of(example: Path, path: Path) -> None:
    """Give a file or a whole tree to the owner of another one: whoever restores as root must not lock the site out."""
    if os.geteuid() != 0:
        return
    owner = example.stat()
    for one in (path, *path.rglob("*")):
        os.chown(one, owner.st_uid, owner.st_gid, follow_symlinks=False)
