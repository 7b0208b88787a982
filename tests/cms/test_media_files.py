"""What comes in as a picture leaves as a small fresh WebP, and a sound is one by its bytes or not at all."""

import io

import pytest
from PIL import Image

from cms.exchange.pictures import HEAVIEST, HIGHEST, WIDEST, NotAPicture, small_picture
from cms.exchange.sounds import NotASound, plain_sound
from tests.assessments.media_files import MP3, SCRIPT, bomb, noise, picture_bytes

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_of_each_kind_becomes_a_small_webp(kind):
    shown = small_picture(picture_bytes("red", kind=kind, size=(1600, 200)))
    with Image.open(io.BytesIO(shown.data)) as opened:
        assert (opened.format, opened.size) == ("WEBP", (shown.width, shown.height))
    assert shown.width == WIDEST
    assert len(shown.data) <= HEAVIEST


def test_the_heaviest_picture_fits_the_budget():
    written = io.BytesIO()
    noise((240, 1000)).save(written, "PNG")
    shown = small_picture(written.getvalue())
    assert len(shown.data) <= HEAVIEST
    assert shown.height <= HIGHEST


def test_where_a_picture_was_taken_and_what_hangs_on_it_is_gone():
    exif = Image.Exif()
    exif[0x010E] = "Kyiv, 5 Example Street"
    shown = small_picture(picture_bytes(kind="JPEG", exif=exif) + SCRIPT)
    assert b"Example" not in shown.data
    assert b"script" not in shown.data


def test_a_turned_photograph_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    shown = small_picture(picture_bytes(kind="JPEG", size=(60, 20), exif=exif))
    assert (shown.width, shown.height) == (20, 60)


HOSTILE = {
    "a bomb": bomb(),
    "a large one": bomb(5_000),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<html>" + SCRIPT,
    "cut off": picture_bytes(size=(400, 300))[:60],
    "empty": b"",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "a gif in name only": b"GIF89a/*" + SCRIPT,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_picture_is_refused(name):
    with pytest.raises(NotAPicture):
        small_picture(HOSTILE[name])


@pytest.mark.parametrize(
    ("data", "kind"),
    [(MP3, "mp3"), (b"OggS\x00\x02" + b"\0" * 40, "ogg"), (b"\0\0\0\x20ftypM4A \0\0\0\0", "m4a")],
)
def test_a_sound_is_told_by_its_bytes(data, kind):
    assert plain_sound(data) == (kind, data)


def test_the_labels_of_a_sound_are_taken_off():
    labels = b"ID3\x03\x00\x00\x00\x00\x00\x19" + SCRIPT
    assert plain_sound(labels + MP3 + b"TAG" + b"Somebody".ljust(125)) == ("mp3", MP3)


@pytest.mark.parametrize(
    "data", [b"", b"RIFF\0\0\0\0WAVE", b"<html>", b"\xff\xfb\xf0\x00", b"ID3" + SCRIPT, b"\xff\xd8\xff\xe0"]
)
def test_what_is_no_sound_is_refused(data):
    with pytest.raises(NotASound):
        plain_sound(data)
