"""What keeps a picture or a sound from being shown: words that are missing for those who cannot see or hear it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments import interactions
from assessments.models import Item


def media_faults(row: Item, source: Item | None = None) -> Iterator[tuple[str, str]]:
    """Yield field and sentence; a translation without a picture or sound of its own has its source's."""
    first = source or row
    has_picture = bool(row.picture_id or first.picture_id)
    needs_picture = getattr(interactions.pack(first.kind), "NEEDS_PICTURE", False)
    if needs_picture and not has_picture:
        yield "picture", _("This kind of question is asked about a picture. Choose one.")
    elif needs_picture and first.is_picture_decorative:
        yield "is_picture_decorative", _("This picture is what the question is about, so it does not only decorate.")
    elif has_picture and not first.is_picture_decorative and not row.picture_alt.strip():
        yield "picture_alt", _("Say in words what the picture shows, or that it only decorates.")
    if (row.sound_id or first.sound_id) and not row.transcript.strip():
        yield "transcript", _("Write down what is heard: a student may not hear it, or may save data.")
