"""Pictures and sounds of H5P content."""

from typing import NamedTuple

from assessments.exchange.banks.archive import Archive
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source
from assessments.exchange.banks.h5p.params import Params

FOLDER = "content/"
# The fields of a question whose picture stands beside its words; others belong to an answer or a comment.
BESIDE_WORDS = frozenset({"media", "imageHotspotQuestion", "image"})


class _File(NamedTuple):
    path: str
    mime: str
    alt: str
    is_prompt: bool


def take(archive: Archive, source: Source, params: Params) -> None:
    """Let pictures and sounds travel along; one that is not in the package is told."""
    for file in _files(params):
        name = FOLDER + file.path
        if file.mime.startswith("video/"):
            source.note(Reason.MEDIA_LEFT_OUT, file.path[:60])
        elif name not in archive:
            source.note(Reason.MEDIA_MISSING, file.path[:60])
        elif media := archive.media(name, file.alt, is_prompt=file.is_prompt):
            source.media.append(media)
        else:
            source.note(Reason.MEDIA_REFUSED, file.path[:60])


def _files(params: Params) -> list[_File]:
    found: dict[str, _File] = {}
    waiting = [(Params({name: value}), "", name in BESIDE_WORDS) for name, value in params.fields.items()]
    while waiting:
        one, alt, is_prompt = waiting.pop()
        alt = one.text("alt")[:300] or alt
        if (path := one.text("path")) and (kind := one.text("mime")):
            is_picture = is_prompt and kind.startswith("image/")
            found.setdefault(path, _File(path[:300], kind, alt, is_picture))
        for inner in one.fields.values():
            several = inner if isinstance(inner, list) else [inner]
            waiting.extend((Params(each), alt, is_prompt) for each in several if isinstance(each, dict))
    return list(found.values())
