"""What the architecture tests read: the files of a tree, its rooms, and the contracts in its pyproject.toml."""

import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Python that is no part of the running site.
BESIDE_THE_HOUSE = {"tests", "scripts", "benchmarks"}


def rooms(root: Path) -> set[str]:
    """Return every first-party package that stands at the top level."""
    return {path.parent.name for path in root.glob("*/__init__.py")} - BESIDE_THE_HOUSE


def contract(root: Path, identifier: str) -> dict:
    """Return one import-linter contract by its id."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(entry for entry in contracts if entry["id"] == identifier)


def layer_names(layer: str) -> list[str]:
    """Return the names in one line of a contract: ``(a) | b`` holds a and b."""
    return [name.strip(" ()") for name in layer.replace("|", ":").split(":")]


class Floors:
    """On which floor each room stands, from the first contract; a room may use only what is below it."""

    def __init__(self, root: Path) -> None:
        """Read the floors from the contract of this tree."""
        layers = contract(root, "rooms")["layers"]
        self.height = {name: -depth for depth, layer in enumerate(layers) for name in layer_names(layer)}

    def allow(self, user: str, used: str) -> bool:
        """Say whether code of room `user` may name something of room `used`."""
        return user == used or self.height[user] > self.height[used]


def python_files(root: Path, *folders: str) -> Iterator[Path]:
    """Yield the Python files in these folders of the tree."""
    for folder in sorted(folders):
        yield from sorted((root / folder).rglob("*.py"))


@cache
def tracked_files(root: Path) -> list[Path]:
    """Return every file that git tracks or would track, or simply every file where there is no git."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0:
        paths = [root / name for name in listing.stdout.split("\0") if name]
    else:
        paths = [path for path in root.rglob("*") if ".venv" not in path.parts and "var" not in path.parts]
    return sorted(path for path in paths if path.is_file())


def line_count(path: Path) -> int:
    """Return the number of lines of a text file."""
    return len(path.read_text().splitlines())
