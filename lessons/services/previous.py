"""What a phone chose before, held in its own page and readable by nobody but the server: for changing one's mind."""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Every seal is equally long, so that answers and skips look alike on their way.
LENGTH = 96


def seal(*, question: int, round_: int, seat: int, changes: int, places: tuple[int, ...]) -> str:
    """Return the choice as an opaque text, bound to question, round, seat and how often it was changed."""
    plain = f"{question}:{round_}:{seat}:{changes}:{','.join(map(str, places))}"
    return _box(settings.SECRET_KEY).encrypt(plain.ljust(LENGTH).encode()).decode()


def unseal(text: str, *, question: int, round_: int, seat: int, changes: int) -> tuple[int, ...] | None:
    """Return the places chosen before; None unless this is the newest seal of that seat for that question."""
    try:
        plain = _box(settings.SECRET_KEY).decrypt(text.encode()).decode().strip()
    except (InvalidToken, ValueError):
        return None
    bound, _colon, places = plain.rpartition(":")
    if bound != f"{question}:{round_}:{seat}:{changes}":
        return None
    return tuple(int(place) for place in places.split(",") if place)


@cache
def _box(secret: str) -> Fernet:
    key = HKDF(hashes.SHA256(), 32, salt=None, info=b"orientir live vote").derive(secret.encode())
    return Fernet(urlsafe_b64encode(key))
