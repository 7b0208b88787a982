"""What somebody sees of a QTI item, on one line: the sealed line of our own export holds for that."""

from collections.abc import Iterator

from assessments.exchange.banks.qti.tree import Element

# Attributes that change what is asked or what is right; other systems write the others anew.
TELLING = ("identifier", "map-key", "mapped-value", "max-choices", "shuffle", "cardinality", "case-sensitive")


def of(item: Element) -> str:
    """Return names, attributes and words of everything inside an item, in their order."""
    return " ".join(_parts(item))


def _parts(element: Element) -> Iterator[str]:
    for part in element.content:
        if isinstance(part, str):
            yield from part.split()
            continue
        yield part.tag
        for name in TELLING:
            if value := part.attributes.get(name):
                yield value
        yield from _parts(part)
