"""The results table as lines of a file: cell for cell what the screen shows."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from assessments.queries import Results

MARKS = {"right": "✓", "wrong": "✗", "part": "½", "open": "…", "none": "–", "waiting": "…"}


def cell_text(state: str, text: str, source: str = "") -> str:
    """Return the words of one cell: the mark, the letters chosen, and where they came from in a mixed table."""
    if state == "unasked":
        return _("not asked")
    return " ".join(part for part in (MARKS[state], text, source_word(source)) if part)


def source_word(source: str) -> str:
    """Return where an answer came from in one word; "" for nowhere in particular."""
    words = {
        "device": _("phone"), "live": _("live"), "paper": _("paper"), "card": _("card"), "hands": _("hands"),
        "mixed": _("phones and hands"),
    }  # fmt: skip
    return words.get(source, "")


def table(results: Results, *, with_names: bool, counted: Sequence[str] = ()) -> Iterator[list[object]]:
    """Yield the header, one line a student, the foot with the number of right answers, and what was counted in class.

    ``counted`` has one text a column.
    """
    yield [
        _("Student"), *[f"{column.number}. {column.texts.prompt}" for column in results.columns], _("Right"),
    ]  # fmt: skip
    for row in results.rows:
        who = row.enrolment.label if with_names else str(row.enrolment.seat_number)
        yield [who, *[cell_text(cell.state, cell.text, cell.source) for cell in row.cells], row.right]
    yield [_("Right"), *[f"{column.counts.right}/{column.counts.n}" for column in results.columns], ""]
    if any(counted):
        yield [_("Counted in the room"), *counted, ""]
