"""What sheets of paper say, for the page and for the PDF alike: questions, and answer sheets with their codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Symbol
from assessments.exchange.sheet_cells import PaperQuestion
from assessments.forms import QuestionForm, question_form
from assessments.queries import PaperQuiz, SheetRow
from assessments.services import Sheet, sheet_rows, sheet_token
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
    """One answer sheet: whose, as far as the institution lets it say, what it asks, and its code."""

    name: str
    symbol: str
    number: int
    form: str
    url: str
    qr: str
    questions: Sequence[PrintedQuestion]

    @property
    def symbol_label(self) -> str:
        """Return the symbol in words."""
        return str(Symbol(self.symbol).label) if self.symbol else ""

    @property
    def note(self) -> str:
        """Return which form and which try it is, where that is not plain."""
        form = _("Form %(form)s") % {"form": self.form} if self.form else ""
        number = _("try %(number)s") % {"number": self.number} if self.number > 1 else ""
        return " · ".join(part for part in (form, number) if part)


@dataclass(frozen=True)
class PrintedPaper:
    """One sheet of questions; ``labels`` say whose it is where not everybody is asked the same."""

    questions: Sequence[PrintedQuestion]
    form: str = ""
    labels: Sequence[str] = ()


def rows_to_print(quiz: PaperQuiz) -> list[SheetRow]:
    """Return the rows of a class for the next try where the last one was sent, else for that one."""
    tries = {
        row.enrolment.public_id: min(row.last + 1, max(row.allowed, 1)) for row in sheet_rows(quiz) if row.is_known
    }
    return sheet_rows(quiz, tries=tries)


def label_of(row: SheetRow) -> str:
    """Return what a sheet may say of its student: in an institution without names the number only."""
    is_nameless = row.enrolment.cohort.institution.zero_names
    number = _("No. %(number)s") % {"number": row.enrolment.seat_number}
    return number if is_nameless else row.enrolment.learner.display_name or number


def question_papers(quiz: PaperQuiz) -> list[PrintedPaper]:
    """Return the sheets of questions: one for all, or one for each form or each drawing."""
    if quiz.structure.plan.is_plain:
        return [PrintedPaper(printed(quiz.questions(quiz.items)))]
    alike: dict[tuple[str, ...], list[SheetRow]] = {}
    for row in rows_to_print(quiz):
        alike.setdefault(tuple(row.items), []).append(row)
    return [
        PrintedPaper(printed(quiz.questions(items)), rows[0].form, [label_of(row) for row in rows])
        for items, rows in alike.items()
    ]


def student_sheets(quiz: PaperQuiz, base_url: str) -> list[PrintedSheet]:
    """Return an answer sheet for each student."""
    return [_student_sheet(quiz, row, base_url) for row in rows_to_print(quiz)]


def _student_sheet(quiz: PaperQuiz, row: SheetRow, base_url: str) -> PrintedSheet:
    url = _address(base_url, Sheet(quiz.assignment.public_id, row.enrolment.public_id, row.number))
    asked = [one for one in printed(quiz.questions(row.items)) if one.number]
    symbol = row.enrolment.learner.symbol
    return PrintedSheet(label_of(row), symbol, row.number, row.form, url, qr_svg(url, scale=QR_SCALE), asked)


def blank_sheets(quiz: PaperQuiz, count: int, base_url: str) -> list[PrintedSheet]:
    """Return sheets on which students write their number themselves; their code leads to the whole grid."""
    url = _address(base_url, Sheet(quiz.assignment.public_id))
    asked = [one for one in printed(quiz.questions(quiz.items)) if one.number]
    return [PrintedSheet("", "", 1, "", url, qr_svg(url, scale=QR_SCALE), asked)] * count


def _address(base_url: str, sheet: Sheet) -> str:
    return base_url + reverse("sheet", args=[sheet_token(sheet)])
