"""The picture and the sound of a question in a quiz file: paths in the source's file, words in each language's.

A translation may name a sound of its own: the same, spoken in its language.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments import interactions
from cms.exchange.fields import Fields
from cms.exchange.yaml_files import Yaml

SOURCE_FIELDS = ("picture", "picture_decorative")
LONGEST_PATH, LONGEST_ALT, LONGEST_TRANSCRIPT = 150, 200, 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMedia:
    """What stands beside the words of a question; a translation has words, and perhaps a sound of its own."""

    picture: str = ""
    alt: str = ""
    is_decorative: bool = False
    sound: str = ""
    transcript: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the files that are shown or played."""
        return tuple(path for path in (self.picture, self.sound) if path)

    @property
    def words(self) -> dict[str, str]:
        """Return the words by their fields in the file."""
        words = {"picture_alt": self.alt, "transcript": self.transcript}
        return {name: text for name, text in words.items() if text}


NO_ITEM_MEDIA = ItemMedia()


def read(entry: Fields, *, is_source: bool) -> ItemMedia:
    """Return what a question's entry says."""
    alt = entry.text("picture_alt", most=LONGEST_ALT, required=False)
    transcript = entry.text("transcript", most=LONGEST_TRANSCRIPT, required=False)
    sound = entry.text("sound", most=LONGEST_PATH, required=False)
    if not is_source:
        entry.refuse(SOURCE_FIELDS)
        return ItemMedia(alt=alt, sound=sound, transcript=transcript)
    return ItemMedia(
        picture=entry.text("picture", most=LONGEST_PATH, required=False),
        alt=alt,
        is_decorative=entry.flag("picture_decorative", default=False),
        sound=sound,
        transcript=transcript,
    )


def write(media: ItemMedia) -> dict[str, Yaml]:
    """Return the fields in the order of the file."""
    fields: dict[str, Yaml] = {
        "picture": media.picture,
        "picture_alt": media.alt,
        "picture_decorative": media.is_decorative,
        "sound": media.sound,
        "transcript": media.transcript,
    }
    return {name: value for name, value in fields.items() if value}


def problems(kind: str, media: ItemMedia) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for what keeps the question from being asked."""
    is_needed = getattr(interactions.pack(kind), "NEEDS_PICTURE", False)
    if is_needed and not media.picture:
        yield "picture", _("This kind of question is asked about a picture. Choose one.")
    if media.picture and not media.alt and (is_needed or not media.is_decorative):
        yield "picture_alt", _("Say in words what the picture shows, or that it only decorates.")
    if media.sound and not media.transcript:
        yield "transcript", _("Write down what is heard: a student may not hear it, or may save data.")
    for field, words, path in (
        ("picture_alt", media.alt, media.picture),
        ("transcript", media.transcript, media.sound),
    ):
        if words and not path:
            yield field, _("There is nothing that these words describe.")
