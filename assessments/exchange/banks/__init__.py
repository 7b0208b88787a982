"""Question banks of other systems: each format has a module that reads it, and some that write it.

`FORMATS` names them; a format is a module with `read(data, name) -> Bank`, pure and safe for whatever it is given.
"""

from functools import cache
from importlib import import_module
from types import ModuleType

FORMATS: tuple[str, ...] = ("gift", "aiken", "moodle_xml", "table", "qti", "h5p", "django_quiz")

# Each that is written: the module that does it, the end of the file's name, its media type.
WRITTEN: dict[str, tuple[str, str, str]] = {
    "gift": ("gift", "gift", "text/plain; charset=utf-8"),
    "moodle_xml": ("moodle_xml", "xml", "application/xml"),
    "qti": ("qti3", "zip", "application/zip"),
    "table": ("table", "csv", "text/csv; charset=utf-8"),
}
# Those whose files have room for a picture.
WITH_PICTURES = frozenset({"moodle_xml", "qti"})


@cache
def writer(name: str) -> ModuleType:
    """The module that writes a format, with `write(bank) -> bytes`; raises KeyError for one not in `WRITTEN`."""
    return import_module(f"{__name__}.{WRITTEN[name][0]}")


@cache
def reader(name: str) -> ModuleType:
    """The module of a format; raises KeyError for one that is not in `FORMATS`."""
    if name not in FORMATS:
        raise KeyError(name)
    return import_module(f"{__name__}.{name}")
