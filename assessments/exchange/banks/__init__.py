"""Question banks of other systems: each format has a module that reads it, and some that write it.

`FORMATS` names them; a format is a module with `read(data, name) -> Bank`, pure and safe for whatever it is given.
"""

from functools import cache
from importlib import import_module
from types import ModuleType

FORMATS: tuple[str, ...] = ("gift", "aiken", "moodle_xml", "table", "qti", "h5p")


@cache
def reader(name: str) -> ModuleType:
    """The module of a format; raises KeyError for one that is not in `FORMATS`."""
    if name not in FORMATS:
        raise KeyError(name)
    return import_module(f"{__name__}.{name}")
