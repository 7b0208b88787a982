"""Telling what a sound is by its bytes, pure; a file that only calls itself one is none."""

import re
from typing import Literal

HEAVIEST = 300_000
type SoundType = Literal["mp3", "m4a", "ogg"]
ID3_HEAD, ID3_TAIL, TAIL_LENGTH = b"ID3", b"TAG", 128
HEAD_LENGTH = 10
# Eleven bits set, a known version, layer III; then four bits of the bit rate and two of the sampling rate.
MP3_FRAME = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb](?P<rates>.)", re.DOTALL)
BAD_BIT_RATES, BAD_SAMPLING = (0, 15), 3


class NotASound(ValueError):
    """The bytes are no sound that browsers play."""


def plain_sound(data: bytes) -> tuple[SoundType, bytes]:
    """Return the type and the bytes without labels (who recorded it, and a picture of it); raises ``NotASound``."""
    if data.startswith(b"OggS\x00"):
        return "ogg", data
    if data[4:8] == b"ftyp" and data[8:12] in (b"M4A ", b"mp42", b"mp41", b"isom", b"iso2"):
        return "m4a", data
    bare = _without_labels(data)
    frame = MP3_FRAME.match(bare)
    if frame and frame["rates"][0] >> 4 not in BAD_BIT_RATES and frame["rates"][0] >> 2 & 3 != BAD_SAMPLING:
        return "mp3", bare
    raise NotASound


def _without_labels(data: bytes) -> bytes:
    if data.startswith(ID3_HEAD) and len(data) > HEAD_LENGTH:
        sizes = data[6:HEAD_LENGTH]  # seven bits each
        data = data[HEAD_LENGTH + sum((byte & 0x7F) << (7 * place) for place, byte in enumerate(reversed(sizes))) :]
        data = data.lstrip(b"\0")
    return data[:-TAIL_LENGTH] if data[-TAIL_LENGTH:].startswith(ID3_TAIL) else data
