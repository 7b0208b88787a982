"""What speaks against the library of a pack: files that do not stand in it, lessons that are not there."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.exchange.problems import PackProblem
from curriculum.enums import ResourceKind
from curriculum.exchange.resource_pack import ResourceDoc
from packs.exchange.manifest import is_document, is_film, is_sound
from packs.exchange.pack import RESOURCES, PackDoc

HEARD_OR_SEEN = {ResourceKind.VIDEO: is_film, ResourceKind.AUDIO: is_sound}


def library_problems(pack: PackDoc) -> Iterator[PackProblem]:
    """Yield every reason against the things of the library, each with its name."""
    lessons = {place.id for place in pack.manifest.lessons}
    levels = {picture.path: picture.content_level for picture in pack.manifest.media}
    for one in pack.resources:
        place = f"resources[{one.id}]"
        if one.lesson and one.lesson not in lessons:
            yield PackProblem(RESOURCES, place, _("There is no lesson %(id)s.") % {"id": one.lesson})
        for path in one.places.get("file", {}).values():
            if path not in pack.pictures:
                yield PackProblem(RESOURCES, f"{place}.file", _("The manifest does not name this file."))
            elif levels[path] > one.content_level:
                yield PackProblem(RESOURCES, place, _("The file has a higher content level than its entry here."))
            yield from _without_words(one, path, place)
        if not one.licence and "rights" not in one.words:
            message = _("Say under which licence it may be used, or who owns it and what is allowed.")
            yield PackProblem(RESOURCES, f"{place}.licence", message)
        if "link" in one.places and "rights" not in one.words:
            message = _("Something on another site needs a statement of who owns it and what is allowed.")
            yield PackProblem(RESOURCES, f"{place}.rights", message)
        if one.kind in HEARD_OR_SEEN and "transcript" not in one.words:
            message = _(
                "A film or a sound recording needs a transcript: everything that is said, and what one has to see."
            )
            yield PackProblem(RESOURCES, f"{place}.transcript", message)


def _without_words(one: ResourceDoc, path: str, place: str) -> Iterator[PackProblem]:
    wanted = HEARD_OR_SEEN.get(ResourceKind(one.kind))
    if wanted and not wanted(path):
        message = _("A film or a sound recording has a file of its kind, or an address.")
        yield PackProblem(RESOURCES, f"{place}.file", message)
    if "alt" not in one.words and not (is_document(path) or is_film(path) or is_sound(path)):
        message = _("The picture needs words for those who cannot see it.")
        yield PackProblem(RESOURCES, f"{place}.alt", message)
