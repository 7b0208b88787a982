"""Which release this is, as its own description says."""

import tomllib
from functools import cache
from pathlib import Path

DESCRIPTION = Path(__file__).resolve().parent.parent / "pyproject.toml"


@cache
def release() -> str:
    """Return the version, for example ``0.1.0``."""
    with DESCRIPTION.open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
