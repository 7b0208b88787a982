"""Pictures and sounds that authors gave to questions of a pack in the editor: the next export takes them along."""

from itertools import count
from pathlib import PurePosixPath

from django.utils.text import slugify

from cms.models import CustomDocument, CustomImage, CustomMedia

FOLDER = "media"


def adopt(pack_id: str, row: CustomImage | CustomMedia | CustomDocument, *, keep: bool = True) -> str:
    """Return the path in the pack of a picture or sound that has none yet; nothing for one of another pack.

    Writes the path into the row, so that every export gives the same one; without ``keep`` it is only a guess.
    """
    if row.pack_path:
        return row.pack_path.removeprefix(f"{pack_id}/") if row.pack_path.startswith(f"{pack_id}/") else ""
    name = PurePosixPath(row.file.name)
    stem = slugify(name.stem)[:60].strip("_-") or FOLDER
    taken = set(
        type(row).objects.filter(pack_path__startswith=f"{pack_id}/{FOLDER}/").values_list("pack_path", flat=True)
    )
    candidates = (f"{FOLDER}/{stem}{f'-{number}' if number else ''}{name.suffix.lower()}" for number in count())
    path = next(path for path in candidates if f"{pack_id}/{path}" not in taken)
    row.pack_path = f"{pack_id}/{path}"
    if keep:
        row.save(update_fields=["pack_path"])
    return path
