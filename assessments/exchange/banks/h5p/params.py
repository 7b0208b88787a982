"""The content of an H5P package as JSON of which nothing is taken for granted."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.encoding import CONTROLS
from assessments.exchange.banks.plain import from_html
from assessments.interactions.packing import PackQuestion

LONGEST_PLACE = 120
LIBRARY = re.compile(r"([A-Za-z0-9]+(?:\.[A-Za-z0-9]+)+)(?: [0-9.]+)?")


type Built = tuple[str, PackQuestion]
type Builder = Callable[[Source, Params], Built]


@dataclass(frozen=True, slots=True)
class Params:
    """An object of the content; a field that is missing or of another type counts as empty."""

    fields: Mapping[str, object] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a string, or a number or flag as one."""
        value = self.fields.get(name)
        if isinstance(value, bool):
            return "true" if value else "false"
        return clean(str(value)) if isinstance(value, str | int | float) else ""

    @property
    def library(self) -> str:
        """Return the name of the content type, without its version; nothing for an object that is none."""
        found = LIBRARY.fullmatch(self.text("library"))
        return found.group(1) if found else ""

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a flag."""
        value = self.fields.get(name)
        return value if isinstance(value, bool) else default

    def inner(self, name: str) -> "Params":
        """Return an object inside."""
        value = self.fields.get(name)
        return Params(value) if isinstance(value, dict) else Params()

    def texts(self, name: str) -> list[str]:
        """Return the strings of a list."""
        value = self.fields.get(name)
        return [clean(one) for one in value if isinstance(one, str)] if isinstance(value, list) else []

    def all(self, name: str) -> list["Params"]:
        """Return the objects of a list."""
        value = self.fields.get(name)
        return [Params(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []

    def below(self, place: str = "") -> Iterator[tuple[str, "Params"]]:
        """Yield the objects inside, each with its place, down to the next that has a library of its own."""
        for name, value in self.fields.items():
            yield from _objects(f"{place}.{name}" if place else str(name), value)


def _objects(place: str, value: object) -> Iterator[tuple[str, Params]]:
    if isinstance(value, dict):
        found = Params(value)
        yield place, found
        if not found.library:
            yield from found.below(place)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _objects(f"{place}[{number}]", one)


def clean(text: str) -> str:
    """Return a text without control characters and without halves of letters, which JSON can smuggle in."""
    return CONTROLS.sub("", text.replace("\0", "").encode("utf-8", "replace").decode())


def words(source: Source, markup: str) -> str:
    """Return the words of HTML; what they lost is told."""
    plain = from_html(markup)
    if plain.is_cut:
        raise Unusable(Reason.TOO_LONG)
    if plain.is_lossy:
        source.note(Reason.FORMATTING_LOST)
    return plain.text
