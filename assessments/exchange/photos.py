"""Photos that are handed in: decoded, turned upright, made small and written anew; nothing else travels along."""

from io import BytesIO

from PIL import Image, ImageOps

from assessments.interactions.base import AnswerCode, AnswerError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 1600
LARGEST = 200_000
QUALITIES = (85, 75, 65, 50, 40)


def shrink(data: bytes) -> bytes:
    """Return the picture as a JPEG of at most 1600 pixels a side and 200 KB, without metadata; raises AnswerError."""
    picture = _decoded(data)
    side = LONGEST_SIDE
    while True:
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        for quality in QUALITIES:
            written = BytesIO()
            picture.save(written, "JPEG", quality=quality, optimize=True)
            if written.tell() <= LARGEST:
                return written.getvalue()
        side = side * 3 // 4


def _decoded(data: bytes) -> Image.Image:
    """Return the pixels alone, on white where they let something through."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:  # known before a single pixel is unpacked
                raise AnswerError(AnswerCode.PICTURE_TOO_LARGE)
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            layers = upright.convert("RGBA")
    except AnswerError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise AnswerError(AnswerCode.PICTURE_TOO_LARGE) from error
    except Exception as error:  # a decoder may raise anything at a damaged picture
        raise AnswerError(AnswerCode.PICTURE_BROKEN) from error
    plain = Image.new("RGB", layers.size, "white")
    plain.paste(layers, mask=layers.getchannel("A"))
    return plain
