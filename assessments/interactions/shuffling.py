"""A shuffle that every Python version, process and device repeats for the same attempt and item."""

from collections.abc import Sequence
from hashlib import sha256


def shuffled(entries: Sequence[str], *, seed: str | int, item_id: str) -> list[str]:
    """The entries by the hash of seed, item and entry; `random` promises no stable order between Python versions."""

    def rank(entry: str) -> bytes:
        return sha256(f"{seed}\n{item_id}\n{entry}".encode()).digest()

    return sorted(entries, key=rank)
