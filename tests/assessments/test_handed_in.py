"""Files are what their content says: photos are drawn anew, documents are only kept, everything else is refused."""

import zlib
from io import BytesIO
from struct import pack as packed

import pytest
from PIL import Image

from assessments.exchange.handed_in import LARGEST_DOCUMENT, read_file
from assessments.exchange.photos import LARGEST, LONGEST_SIDE
from assessments.interactions.base import AnswerCode, AnswerError
from tests.assessments.working import picture

pytestmark = pytest.mark.pure

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<<>>\n%%EOF\n"


def png_that_claims(width, height):
    """Return a small PNG whose head promises so many pixels."""

    def chunk(kind, data):
        return packed(">I", len(data)) + kind + data + packed(">I", zlib.crc32(kind + data))

    head = packed(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", AnswerCode.FILE_EMPTY),
        (b" \n\t ", AnswerCode.FILE_EMPTY),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", AnswerCode.FILE_UNKNOWN),
        (b"\xef\xbb\xbf  <!doctype html><script>alert(1)</script>", AnswerCode.FILE_UNKNOWN),
        (b"GIF89a" + b"\1" * 20, AnswerCode.FILE_UNKNOWN),
        (b"PK\3\4" + b"\0" * 40, AnswerCode.FILE_UNKNOWN),
        (b"MZ\x90\0" + b"\0" * 40, AnswerCode.FILE_UNKNOWN),
        (b"plain\0text", AnswerCode.FILE_UNKNOWN),
        (b"\xff\xfe\xff", AnswerCode.FILE_UNKNOWN),
        (b"%PDF-1.7\n but it never ends", AnswerCode.FILE_UNKNOWN),
        (b"%!PS-Adobe-3.0", AnswerCode.FILE_UNKNOWN),
        (b"{\\rtf1 hello}", AnswerCode.FILE_UNKNOWN),
        (b"\xff\xd8\xff\xe0 not a picture", AnswerCode.PICTURE_BROKEN),
        (picture()[:200], AnswerCode.PICTURE_BROKEN),
        (b"RIFF\0\0\0\0WEBPVP8 ", AnswerCode.PICTURE_BROKEN),
        (png_that_claims(10_000, 5_000), AnswerCode.PICTURE_TOO_LARGE),
        (png_that_claims(60_000, 60_000), AnswerCode.PICTURE_TOO_LARGE),
        (b"a" * (LARGEST_DOCUMENT + 1), AnswerCode.FILE_TOO_LARGE),
    ],
    ids=str,
)
def test_what_is_none_of_them_is_refused(data, code):
    with pytest.raises(AnswerError) as refused:
        read_file(data)
    assert refused.value.code is code


def test_a_photo_keeps_its_pixels_alone():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Camera of Olha"
    data = picture(size=(1800, 900), exif=exif, comment=b"a secret comment") + b"PK\3\4 a zip behind the picture"
    kept = read_file(data)
    assert kept.kind == "jpg"
    assert all(word not in kept.data for word in (b"Olha", b"secret", b"PK\3\4", b"Exif"))
    shown = Image.open(BytesIO(kept.data))
    assert shown.format == "JPEG"
    assert max(shown.size) <= LONGEST_SIDE
    assert shown.height > shown.width


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_of_any_kind_becomes_a_small_jpeg(kind):
    noise = Image.effect_noise((900, 900), 120).convert("RGBA")
    out = BytesIO()
    noise.save(out, kind)
    kept = read_file(out.getvalue())
    assert len(kept.data) <= LARGEST
    assert Image.open(BytesIO(kept.data)).format == "JPEG"


def test_documents_are_kept_as_they_are_and_never_looked_into():
    assert read_file(PDF) == read_file(PDF)
    assert (read_file(PDF).kind, read_file(PDF).data) == ("pdf", PDF)
    text = "Список \u202eінструментів\r\n1. Ніж"
    for encoded in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        kept = read_file(encoded)
        assert (kept.kind, kept.data.decode()) == ("txt", text)
