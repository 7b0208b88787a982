"""Places on a picture, pure: rectangles in per cent of its width and height."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple, Self

from assessments.interactions import reading
from assessments.interactions.base import FrozenError, Json

WHOLE = 100
SMALLEST = 5  # per cent of a side; what is smaller no finger meets
FIELDS = frozenset({"id", "x", "y", "width", "height"})


class Region(NamedTuple):
    """A rectangle by its upper left corner."""

    id: str
    x: int
    y: int
    width: int
    height: int

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is no region."""
        fields = reading.record("regions", data, FIELDS)
        sides = [reading.whole(fields, name, 0, WHOLE) for name in ("x", "y", "width", "height")]
        return cls(reading.text(fields, "id"), *sides)

    def to_json(self) -> Json:
        return dict(self._asdict())

    @property
    def is_inside(self) -> bool:
        """Whether all of it is on the picture."""
        return min(self.x, self.y) >= 0 and self.x + self.width <= WHOLE and self.y + self.height <= WHOLE

    @property
    def is_small(self) -> bool:
        """Whether it is hard to meet."""
        return min(self.width, self.height) < SMALLEST

    def overlaps(self, other: "Region") -> bool:
        """Whether both have a dot in common."""
        return (
            self.x < other.x + other.width and other.x < self.x + self.width
            and self.y < other.y + other.height and other.y < self.y + self.height
        )  # fmt: skip


def overlapping(regions: Sequence[Region]) -> list[tuple[Region, Region]]:
    """Return the pairs that lie over each other."""
    return [(one, other) for one, other in combinations(regions, 2) if one.overlaps(other)]


def check_regions(regions: Sequence[Region]) -> None:
    """Raises FrozenError unless the places can be told apart."""
    if any(not region.is_inside or region.is_small for region in regions):
        raise FrozenError("choices", "a region is too small or not on the picture")
    if overlapping(regions):
        raise FrozenError("choices", "regions overlap")
