"""The gradebook as lines of a file and as sheets of paper: cell for cell what the screen shows."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lessons.exchange.paper_pdf import sheet_pdf
from lessons.exchange.results_table import MARKS, cell_text
from lessons.queries.gradebook import Gradebook, GradeColumn

COLUMNS_A_PAGE = 12


def lines(book: Gradebook, *, with_names: bool) -> Iterator[list[object]]:
    """Yield the header, one line a student, and the foot with how many have sent each quiz."""
    heads = [f"{column.quiz.number}. {column.quiz.title}" for column in book.columns]
    yield [_("Student"), *heads, _("Sent"), _("Points")]
    for row in book.rows:
        who = row.enrolment.label if with_names else str(row.enrolment.seat_number)
        yield [
            who, *[grade_text(cell.state, cell.text, cell.source) for cell in row.cells], row.sent, row.total.text,
        ]  # fmt: skip
    yield [_("Sent"), *[foot_text(column) for column in book.columns], "", ""]


def grade_text(state: str, text: str, source: str) -> str:
    """Return the words of one cell; "·" for what came another way than the one that was asked for."""
    return "·" if state == "unasked" else cell_text(state, text, source)


def foot_text(column: GradeColumn) -> str:
    """Return how many have sent a quiz, and their share of the points."""
    return str(column.sent) if column.percent is None else f"{column.sent}, {column.percent}%"


def gradebook_pdf(book: Gradebook, *, title: str, language: str, with_names: bool) -> bytes:
    """Return the table on A4, so many quizzes a page, names repeated on each."""
    head, *rows = lines(book, with_names=with_names)
    pages = [
        [[str(line[0]), *map(str, line[first : first + COLUMNS_A_PAGE])] for line in (head, *rows)]
        for first in range(1, len(head), COLUMNS_A_PAGE)
    ]
    key = {"right": _("reached"), "part": _("nearly"), "wrong": _("not yet"), "open": _("in progress")}
    key["none"] = _("nothing sent")
    data = {
        "title": title,
        "heading": _("Gradebook"),
        "language": language,
        "legend": " · ".join(f"{MARKS[state]} {words}" for state, words in key.items()),
        "pages": pages,
    }
    return sheet_pdf("gradebook.typ", data)
