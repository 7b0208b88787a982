"""A question's picture and sound, pure: which stored file each is, how large it is, and the words that stand for it."""

from dataclasses import dataclass

from cms.exchange.sounds import SoundType

DIGEST_LENGTH = 64
ADDRESS_LENGTH = 24  # of the digest: 96 bits, in an address that nobody guesses

SOUND_TYPES: tuple[SoundType, ...] = ("mp3", "m4a", "ogg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A stored picture; one without ``alt`` only decorates."""

    digest: str
    width: int
    height: int
    alt: str = ""

    @property
    def file_name(self) -> str:
        """Return the name under which the picture is served."""
        return f"{self.digest[:ADDRESS_LENGTH]}.webp"

    def to_json(self) -> dict[str, object]:
        return {"digest": self.digest, "width": self.width, "height": self.height, "alt": self.alt}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A stored sound of so many bytes; the transcript says the same in words."""

    digest: str
    type: SoundType
    size: int
    transcript: str

    @property
    def file_name(self) -> str:
        """Return the name under which the sound is served."""
        return f"{self.digest[:ADDRESS_LENGTH]}.{self.type}"

    @property
    def kilobytes(self) -> int:
        """Return the size as a page says it, never 0."""
        return max(1, round(self.size / 1000))

    def to_json(self) -> dict[str, object]:
        return {"digest": self.digest, "type": self.type, "size": self.size, "transcript": self.transcript}


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """What a question shows and plays beside its words; both may be missing."""

    picture: Picture | None = None
    sound: Sound | None = None

    def to_json(self) -> dict[str, object]:
        parts = {"picture": self.picture, "sound": self.sound}
        return {name: part.to_json() for name, part in parts.items() if part is not None}

    def digests(self) -> dict[str, str]:
        """Return which files these are, without a word of any language."""
        parts = {"picture": self.picture, "sound": self.sound}
        return {name: part.digest for name, part in parts.items() if part is not None}


NO_MEDIA = Media()
