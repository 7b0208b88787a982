"""Pictures and sounds of H5P content."""

from assessments.exchange.banks.archive import Archive
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source
from assessments.exchange.banks.h5p.params import Params

FOLDER = "content/"


def take(archive: Archive, source: Source, params: Params) -> None:
    """Let pictures and sounds travel along; one that is not in the package is told."""
    for path, kind, alt in _files(params):
        name = FOLDER + path
        if kind.startswith("video/"):
            source.note(Reason.MEDIA_LEFT_OUT, path[:60])
        elif name not in archive:
            source.note(Reason.MEDIA_MISSING, path[:60])
        elif media := archive.media(name, alt):
            source.media.append(media)
        else:
            source.note(Reason.MEDIA_REFUSED, path[:60])


def _files(params: Params) -> list[tuple[str, str, str]]:
    found: dict[str, tuple[str, str, str]] = {}
    waiting: list[tuple[Params, str]] = [(params, "")]
    while waiting:
        one, alt = waiting.pop()
        alt = one.text("alt")[:300] or alt
        if (path := one.text("path")) and (kind := one.text("mime")):
            found.setdefault(path, (path[:300], kind, alt))
        waiting.extend((Params(inner), alt) for inner in one.fields.values() if isinstance(inner, dict))
        waiting.extend(
            (Params(each), alt)
            for inner in one.fields.values()
            if isinstance(inner, list)
            for each in inner
            if isinstance(each, dict)
        )
    return list(found.values())
