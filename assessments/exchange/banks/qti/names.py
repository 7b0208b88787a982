"""Keys as identifiers of QTI items, and back: identifiers begin with a letter and hold few signs."""

import re

PREFIX, CODED = "orientir-", "orientir-x-"
SPEAKING = re.compile(r"(?!x-)[A-Za-z0-9_-]{1,200}")


def identifier(key: str) -> str:
    """Return a key as an identifier from which it can be read again."""
    return PREFIX + key if SPEAKING.fullmatch(key) else CODED + key.encode("utf-8", "replace").hex()


def key(identifier: str) -> str:
    """Return the key of an identifier that was written here, or nothing."""
    if identifier.startswith(CODED):
        try:
            return bytes.fromhex(identifier.removeprefix(CODED)).decode()
        except ValueError:
            return ""
    return identifier.removeprefix(PREFIX) if identifier.startswith(PREFIX) else ""
