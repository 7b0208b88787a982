"""Small pictures and sounds, honest and hostile ones."""

import io
import random
import struct
import zlib

from django.core.files.base import ContentFile
from PIL import Image

from cms.models import CustomImage, CustomMedia

SCRIPT = b"<script>alert(1)</script>"
MP3 = b"\xff\xfb\x90\x00" + b"\0" * 413


def picture_bytes(colour="white", *, kind="PNG", size=(40, 30), **options):
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, kind, **options)
    return written.getvalue()


def noise(size):
    """A picture that nothing makes smaller."""
    drawn = random.Random(1)
    return Image.frombytes("RGB", size, drawn.randbytes(3 * size[0] * size[1]))


def bomb(side=30_000):
    """A PNG of a few bytes that says it has very many dots."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def make_image(data=None, *, title="a picture", **fields):
    image = CustomImage(title=title, **fields)
    image.file = ContentFile(data or picture_bytes(), name="picture.png")
    image._set_image_file_metadata()
    image.save()
    return image


def make_sound(data=MP3, *, name="voice.mp3", **fields):
    return CustomMedia.objects.create(
        title="a voice", type="audio", duration=3, file=ContentFile(data, name=name), **fields
    )
