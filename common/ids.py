"""Random public identifiers: what a URL shows instead of a row number."""

import secrets

# No vowels and no look-alikes: an identifier can neither spell a word nor be misread aloud.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 10


def new_public_id() -> str:
    """Return 10 random characters (47 bits). An identifier grants nothing; permissions do."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def random_digits(count: int) -> str:
    """Return ``count`` random decimal digits, leading zeros included."""
    return "".join(secrets.choice("0123456789") for _ in range(count))
