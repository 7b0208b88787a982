"""The sound that a question has in one language alone, as localize keeps it: a value instead of its source's."""

from dataclasses import dataclass

from wagtail_localize.models import SegmentOverride

from assessments.models import Item
from cms.models import CustomMedia

PATH = "sound"


@dataclass(frozen=True)
class Sounds:
    """A translated question, the question it was made of, and the sound of its own, if any."""

    row: Item
    source: Item
    own: CustomMedia | None

    @property
    def can_have_own(self) -> bool:
        """Whether there is a sound to say in another language; what only one language plays, nobody else hears."""
        return self.row.pk != self.source.pk and self.source.sound_id is not None


def sounds_of(row: Item) -> Sounds:
    """Return what is heard with a question's row. Three queries at most."""
    source = Item.objects.filter(translation_key=row.translation_key).order_by("pk").first() or row
    own = own_sound_id(row.translation_key, row.locale_id)
    return Sounds(row, source, CustomMedia.objects.filter(pk=own).first() if own else None)


def own_sound_id(item_key: object, locale_id: int) -> int | None:
    """Return the number of a question's own sound in a language. One query."""
    found = SegmentOverride.objects.filter(
        context__object_id=item_key, context__path=PATH, locale_id=locale_id, has_error=False
    ).first()
    value = str(found.data) if found is not None else ""
    return int(value) if value.isascii() and value.isdigit() else None
