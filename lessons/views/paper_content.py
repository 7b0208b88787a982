"""What sheets of paper say, for the page and for the PDF alike: questions, and answer sheets with their codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Symbol
from assessments.exchange.sheet_cells import PaperQuestion
from assessments.forms import QuestionForm, question_form
from assessments.models import QuizAssignment
from assessments.queries import SheetRow
from assessments.services import Sheet, sheet_token
from institutions.exchange.drawings import qr_svg

QR_SCALE = 2.2


@dataclass(frozen=True)
class PrintedQuestion:
    """A question with its print template; ``words`` says why there is no room for an answer."""

    question: PaperQuestion
    form: QuestionForm
    words: str

    @property
    def number(self) -> str:
        """Return the number of the results table; a self-check has none."""
        return str(self.question.number or "")


def printed(questions: Sequence[PaperQuestion]) -> list[PrintedQuestion]:
    """Return questions as they are printed."""
    return [PrintedQuestion(one, question_form(one.item, one.texts, one.order), _no_room(one)) for one in questions]


def _no_room(question: PaperQuestion) -> str:
    if question.space is not None or not question.number:
        return ""
    return _("This question cannot be answered on paper.")


@dataclass(frozen=True)
class PrintedSheet:
    """One answer sheet: whose, as far as the institution lets it say, and its code."""

    name: str
    symbol: str
    number: int
    url: str
    qr: str

    @property
    def symbol_label(self) -> str:
        """Return the symbol in words."""
        return str(Symbol(self.symbol).label) if self.symbol else ""


def student_sheets(assignment: QuizAssignment, rows: Sequence[SheetRow], base_url: str) -> list[PrintedSheet]:
    """Return a sheet for each student: for the next try where the last one was sent, else for that one."""
    is_nameless = assignment.cohort.institution.zero_names
    sheets = []
    for row in rows:
        learner, seat = row.enrolment.learner, row.enrolment.seat_number
        name = "" if is_nameless else learner.display_name
        number = min(row.last + 1, max(row.allowed, 1)) if row.is_known else row.number
        url = _address(base_url, Sheet(assignment.public_id, row.enrolment.public_id, number))
        label = name or _("No. %(number)s") % {"number": seat}
        sheets.append(PrintedSheet(label, learner.symbol, number, url, qr_svg(url, scale=QR_SCALE)))
    return sheets


def blank_sheets(assignment: QuizAssignment, count: int, base_url: str) -> list[PrintedSheet]:
    """Return sheets on which students write their number themselves; their code leads to the whole grid."""
    url = _address(base_url, Sheet(assignment.public_id))
    drawn = qr_svg(url, scale=QR_SCALE)
    return [PrintedSheet("", "", 1, url, drawn) for _sheet in range(count)]


def _address(base_url: str, sheet: Sheet) -> str:
    return base_url + reverse("sheet", args=[sheet_token(sheet)])
