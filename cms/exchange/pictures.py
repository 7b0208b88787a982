"""Making a picture small and harmless, pure: whatever it came as, what leaves here is a fresh WebP of known size."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
WIDEST, HIGHEST = 720, 960
HEAVIEST = 60_000
MOST_DOTS = 24_000_000  # as much as a reader with 256 MB can open
QUALITIES = (80, 70, 60, 50, 40, 30)
SHRINKING = (1.0, 0.75, 0.5)


class NotAPicture(ValueError):
    """The bytes are no picture that we open: of another kind, damaged, or far too large."""


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A WebP of at most ``HEAVIEST`` bytes."""

    data: bytes
    width: int
    height: int


def small_picture(data: bytes) -> SmallPicture:
    """Return the picture (of an animation, its first) redrawn as WebP; raises ``NotAPicture``.

    Nothing of the file survives but its colours: no place where it was taken, no script, nothing hung on at its end.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_DOTS:
                    raise NotAPicture
                opened.draft("RGB", (WIDEST, HIGHEST))
                return _smaller(_redrawn(opened))
    # A damaged file makes the library raise nearly anything.
    except Exception as error:
        raise NotAPicture from error


def _redrawn(opened: Image.Image) -> Image.Image:
    is_clear = "transparency" in opened.info or opened.mode in ("RGBA", "LA", "PA")
    opened.thumbnail((4 * WIDEST, 4 * HIGHEST)) if opened.mode in ("RGB", "L", "RGBA", "CMYK") else opened.load()
    picture = ImageOps.exif_transpose(opened).convert("RGBA" if is_clear else "RGB")
    picture.thumbnail((WIDEST, HIGHEST))
    return picture


def _smaller(picture: Image.Image) -> SmallPicture:
    for part in SHRINKING:
        size = (max(1, round(picture.width * part)), max(1, round(picture.height * part)))
        shown = picture if part == 1 else picture.resize(size)
        for quality in QUALITIES:
            written = io.BytesIO()
            shown.save(written, "WEBP", quality=quality, method=4, exif=b"", icc_profile=b"", xmp=b"")
            if written.tell() <= HEAVIEST:
                return SmallPicture(written.getvalue(), shown.width, shown.height)
    raise NotAPicture
