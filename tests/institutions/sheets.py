"""Reads back the sheets that the platform makes: pages, words, pictures. Enough for our own PDFs, no more."""

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"/Length (\d+).*?stream\r?\n", re.DOTALL)
SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\[((?:\((?:\\.|[^\\)])*\)|[^\]])*)\]TJ|(\((?:\\.|[^\\)])*\))Tj", re.DOTALL)
STRING = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(pdf):
    """Return the number of pages."""
    return int(re.search(rb"/Type/Pages/Count (\d+)", pdf)[1])


def words(pdf):
    """Return the text of all pages, one line for each piece that was set."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    lines = []
    for page in objects.values():
        if b"/Type/Page/" not in page:
            continue
        resources = objects[int(re.search(rb"/Resources (\d+)", page)[1])]
        fonts = {name: _letters(objects, int(number)) for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)}
        content = _stream(objects[int(re.search(rb"/Contents (\d+)", page)[1])])
        font = {}
        for name, several, one in SHOWN.findall(content):
            if name:
                font = fonts[name]
                continue
            glyphs = b"".join(ESCAPE.sub(_unescaped, text) for text in STRING.findall(several or one))
            codes = (int.from_bytes(glyphs[at : at + 2]) for at in range(0, len(glyphs), 2))
            lines.append("".join(font[code] for code in codes))
    return "\n".join(lines)


def _letters(objects, number):
    """Return what each glyph of a font stands for."""
    table = _stream(objects[int(re.search(rb"/ToUnicode (\d+)", objects[number])[1])])
    pairs = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", table, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _stream(body):
    # By its length: what was packed may end with the very byte that ends a line.
    head = STREAM.search(body)
    return zlib.decompress(body[head.end() : head.end() + int(head[1])])


def _unescaped(found):
    sign = found[1]
    return bytes([int(sign, 8)]) if sign[:1] in b"01234567" else LETTERS.get(sign, sign)
