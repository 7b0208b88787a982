"""Digits out of what people type: any script's digits, anything between them."""

import unicodedata


def digits_of(text: str, limit: int = 40) -> str:
    """Return the decimal digits of the first ``limit`` characters as 0-9."""
    values = (unicodedata.decimal(sign, None) for sign in text[:limit])
    return "".join(str(value) for value in values if value is not None)
