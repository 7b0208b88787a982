"""Uploaded files as a backup sees them: read through the storage, so that it does not matter where they are."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from operations.exchange.manifest import Part, is_storable
from operations.exchange.parts import Sized
from operations.services.folders import take_owner_of

CHUNK = 256 * 1024
IN_MEMORY = 1024 * 1024
ASIDE = "replaced-"

type Placed = tuple[Part, Path]


def names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the name of every file, folder by folder; what a restore has set aside is not part of the site."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in sorted(files))
    for name in sorted(folders):
        if folder or not name.startswith(ASIDE):
            yield from names(storage, f"{prefix}{name}")


def stored_files(left_out: list[str]) -> Iterator[Sized]:
    """Yield every uploaded file with its exact size; names that no restore would take are added to the list.

    A file deleted meanwhile is left out: the rows that named it are about to go too.
    """
    storage = storages["default"]
    for name in names(storage):
        if not is_storable(name):
            left_out.append(name)
            continue
        with SpooledTemporaryFile(IN_MEMORY) as copy:
            try:
                with storage.open(name) as stored:
                    shutil.copyfileobj(stored, copy, CHUNK)
            except FileNotFoundError:
                continue
            size = copy.tell()
            copy.seek(0)
            yield name, size, copy


def is_empty() -> bool:
    """Whether nothing was uploaded yet."""
    return next(names(storages["default"]), None) is None


def replace(media: Sequence[Placed], folder: Path, aside: Path) -> str:
    """Put files in place of all that are there; return where those are kept, nothing if there were none.

    ``folder`` is one to work in. In a local folder only renames remain at the end; elsewhere each file is copied.
    """
    storage = storages["default"]
    if isinstance(storage, FileSystemStorage):
        return _replace_locally(storage, media, folder, aside)
    return _replace_remotely(storage, media, aside.name)


def _replace_locally(storage: FileSystemStorage, media: Sequence[Placed], folder: Path, aside: Path) -> str:
    root, tree = Path(storage.location), FileSystemStorage(folder / "media")
    Path(tree.location).mkdir()
    for part, path in media:
        # path() refuses whatever would lead out of the folder, although the list was read strictly.
        target = Path(tree.path(part.name))
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        if storage.file_permissions_mode is not None:
            target.chmod(storage.file_permissions_mode)
    root.mkdir(parents=True, exist_ok=True)
    take_owner_of(root, Path(tree.location))
    kept = aside / "media"
    was_there = list(root.iterdir())
    if was_there:
        kept.mkdir(mode=0o700, parents=True)
    for entry in was_there:
        shutil.move(entry, kept / entry.name)
    for entry in Path(tree.location).iterdir():
        shutil.move(entry, root / entry.name)
    return str(kept) if was_there else ""


def _replace_remotely(storage: Storage, media: Sequence[Placed], aside: str) -> str:
    was_there = list(names(storage))
    for name in was_there:
        with storage.open(name) as stored:
            storage.save(f"{aside}/{name}", stored)
        storage.delete(name)
    for part, path in media:
        with path.open("rb") as stream:
            if storage.save(part.name, File(stream)) != part.name:
                raise OSError("the media storage chose another name for a file")
    return f"{aside}/ in the media storage" if was_there else ""
