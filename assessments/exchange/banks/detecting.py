"""Which format a file is: its name says where to look first, its content decides."""

from assessments.exchange import banks
from assessments.exchange.banks.base import LARGEST_FILE, Bank, BankError, Refusal

# Formats in the order of trying, by the end of the file's name; every format a file can be is tried.
BY_SUFFIX = {
    "gift": ("gift",),
    "txt": ("aiken", "gift", "table"),
    "xml": ("moodle_xml", "qti"),
    "csv": ("table",),
    "tsv": ("table",),
    "xlsx": ("table",),
    "json": ("django_quiz",),
    "h5p": ("h5p",),
    "zip": ("qti", "h5p", "table"),
}


def read(data: bytes, name: str, format_name: str = "") -> Bank:
    """Return the bank, in the format named or the first that fits; raises BankError."""
    if not data:
        raise BankError(Refusal.EMPTY)
    if len(data) > LARGEST_FILE:
        raise BankError(Refusal.TOO_LARGE)
    if format_name:
        return banks.reader(format_name).read(data, name)  # type: ignore[no-any-return]
    suffix = name.rpartition(".")[2].lower()
    candidates = BY_SUFFIX.get(suffix, banks.FORMATS)
    for candidate in candidates:
        if candidate not in banks.FORMATS:
            continue
        try:
            return banks.reader(candidate).read(data, name)  # type: ignore[no-any-return]
        except BankError as refused:
            if refused.reason != Refusal.WRONG_FORMAT:
                raise
    raise BankError(Refusal.WRONG_FORMAT)
