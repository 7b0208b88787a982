"""One first attempt as the figures see it: shares of points and options, without a person or a place."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sent first attempt at one version of a quiz.

    `shares` holds, for every recorded item it asked, points / most points from 0 to 1; a gap is 0, as in the attempt's
    own score. `given` are the items that were answered, with the options taken; `languages` says in which language.
    """

    version: int
    shares: Mapping[str, float]
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)

    def rest(self, item_id: str) -> float | None:
        """The share of points in all other items, from 0 to 1; None where there are none."""
        others = len(self.shares) - 1
        return (sum(self.shares.values()) - self.shares[item_id]) / others if others > 0 else None

    def right(self) -> int:
        """How many items are fully right."""
        return sum(share >= 1 for share in self.shares.values())
