"""Cells that a spreadsheet program shows as text and never runs as a formula."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(value: object) -> object:
    """Return the value ready for CSV or XLSX: text that could start a formula gets a leading apostrophe.

    Numbers pass unchanged, so that a column of scores stays a column of numbers.
    """
    if isinstance(value, bool) or not isinstance(value, str):
        return value
    text = value.replace("\x00", "")
    return "'" + text if text.startswith(FORMULA_STARTS) else text
