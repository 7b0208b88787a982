"""The form of a tally as a page sends it: a number beside each option, a step by a button, or a band."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from lessons.queries.asked import Asked, Option
from lessons.services.hands import MOST_COUNTED, Counted

STEPS = (-5, -1, 1, 5)
DIGITS = len(str(MOST_COUNTED))


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


def stored_form(question: Asked, present: int) -> TallyForm:
    """Return the form with what was saved before."""
    tally = getattr(question.row, "tally", None)
    counts, bands = (tally.counts, tally.bands) if tally else ({}, {})
    rows = [
        TallyRow(place, option, str(counts.get(option.id, "")), str(bands.get(option.id, "")))
        for place, option in enumerate(question.options, 1)
    ]
    return TallyForm(rows, str(present))


def sent_form(question: Asked, post: QueryDict) -> TallyForm:
    """Return the form as it was sent, a pressed step already taken."""
    rows = [_row(place, option, post) for place, option in enumerate(question.options, 1)]
    present = post.get("present", "").strip()
    return TallyForm(rows, present, "" if not present or _is_number(present) else _number_words())


def _row(place: int, option: Option, post: QueryDict) -> TallyRow:
    text = post.get(f"count-{place}", "").strip()
    row = TallyRow(place, option, text, post.get(f"band-{place}", ""))
    if text and not _is_number(text):
        row.error = f"{option.mark}: {_number_words()}"
        return row
    asked_for, _colon, step = post.get("step", "").partition(":")
    if asked_for == str(place) and step in [str(one) for one in STEPS]:
        row.text = str(min(max(int(text or 0) + int(step), 0), MOST_COUNTED))
    return row


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= DIGITS


def _number_words() -> str:
    return _("Type a whole number from 0 to %(most)s.") % {"most": MOST_COUNTED}
