"""What must be true before a thing of the library is published; registered with the publishing checks of cms."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.enums import ContentLevel
from curriculum.enums import ResourceAudience, ResourceKind
from curriculum.models import Resource

PRINTED = {ResourceKind.LEAFLET, ResourceKind.STICKER, ResourceKind.POSTER}
HEARD_OR_SEEN = {ResourceKind.VIDEO: "video", ResourceKind.AUDIO: "audio"}
SECURE = "https://"


def resource_problems(resource: Resource) -> Iterator[str]:
    """Yield every reason against publishing a thing of the library, in the author's language."""
    yield from _what_people_get(resource)
    yield from _words(resource)
    if not resource.licence.strip() and not resource.rights.strip():
        yield _("Say under which licence it may be used, or who owns it and what is allowed.")
    level = resource.file.content_level if resource.file else 0
    if level > resource.content_level:
        yield _("The file has content level %(file)d, so its place in the library needs that level, too.") % {
            "file": level
        }
    if resource.content_level == ContentLevel.PROFESSIONAL and resource.audience in (
        ResourceAudience.STUDENTS, ResourceAudience.FAMILIES, ResourceAudience.COMMUNITY,
    ):  # fmt: skip
        yield _("Content level 3 is for teachers and professionals only.")


def _what_people_get(resource: Resource) -> Iterator[str]:
    given = [resource.picture_id, resource.document_id, resource.media_id, resource.link, resource.page_id]
    if sum(1 for one in given if one) != 1:
        yield _("Choose one thing that people get: a picture, a document, a sound or film, an address, or a lesson.")
    wanted = HEARD_OR_SEEN.get(ResourceKind(resource.kind)) if resource.kind in ResourceKind.values else None
    if wanted and (resource.media is None or resource.media.type != wanted) and not resource.link:
        yield _("A film or a sound recording has a file of its kind, or an address.")
    if resource.kind in PRINTED and not resource.print_size:
        yield _("Say on which paper it is printed.")
    if resource.link and not resource.link.startswith(SECURE):
        yield _("The address begins with https://.")
    if resource.page is not None and not resource.page.live:
        yield _("The lesson is not published.")


def _words(resource: Resource) -> Iterator[str]:
    if resource.kind in HEARD_OR_SEEN and not resource.transcript.strip():
        yield _("A film or a sound recording needs a transcript: everything that is said, and what one has to see.")
    if resource.picture_id and not resource.alt.strip():
        yield _("The picture needs words for those who cannot see it.")
    if resource.link and not resource.rights.strip():
        yield _("Something on another site needs a statement of who owns it and what is allowed.")
