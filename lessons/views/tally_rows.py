"""What stands beside each option of a question while hands are counted."""

from dataclasses import dataclass
from typing import Any

from lessons.queries.asked import Option
from lessons.services.hands import Counted


@dataclass
class TallyRow:
    """One option with what stands beside it; ``error`` says why it was not taken."""

    place: int
    option: Option
    text: str = ""
    band: str = ""
    error: str = ""


@dataclass
class TallyForm:
    """All rows and how many are in the room."""

    rows: list[TallyRow]
    present: str
    present_error: str = ""

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Return each wrong field's id and what is wrong with it."""
        found = [(f"count-{row.place}", row.error) for row in self.rows if row.error]
        return [*found, *([("present", self.present_error)] if self.present_error else [])]

    @property
    def total(self) -> int:
        """Return how many hands were counted so far."""
        return sum(int(row.text) for row in self.rows if row.text and not row.error)

    @property
    def is_over(self) -> bool:
        """Whether more hands were counted than people are in the room."""
        return not self.errors and bool(self.present) and self.total > int(self.present)

    def counted(self, **more: Any) -> Counted:
        """Return what was counted. Only for a form without errors."""
        return Counted(
            counts={row.option.id: int(row.text) for row in self.rows if row.text},
            bands={row.option.id: row.band for row in self.rows if row.band},
            present=int(self.present) if self.present else None,
            **more,
        )
