"""The sheets as PDF, from the same content as the pages; file names are the same for every class."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from assessments.queries import PaperQuiz, picture_bytes
from institutions.exchange.drawings import symbol_drawings
from lessons.exchange.paper_blocks import blocks
from lessons.exchange.paper_pdf import sheet_pdf
from lessons.views.paper_content import PrintedPaper, PrintedQuestion, PrintedSheet


def questions_file(
    quiz: PaperQuiz, papers: Sequence[PrintedPaper], *, is_large: bool, is_ticket: bool = False
) -> HttpResponse:
    """Return the sheets of questions, or the ticket twice on a page to be cut."""
    shown = [one.form.media.picture for paper in papers for one in paper.questions if one.form.media.picture]
    pictures = picture_bytes({picture.digest for picture in shown})
    names = {picture.file_name: pictures[picture.digest] for picture in shown if picture.digest in pictures}
    data: dict[str, Any] = {
        "title": quiz.title,
        "language": quiz.texts.language,
        "large": is_large,
        "ticket": is_ticket,
        "blanks": [_("Name or number"), _("Date")],
        "papers": [
            {
                "form": _("Form %(form)s") % {"form": paper.form} if paper.form else "",
                "labels": ", ".join(paper.labels),
                "questions": [
                    {
                        "number": one.number,
                        "prompt": one.form.prompt,
                        "blocks": _blocks(one),
                        "picture": _picture(one, pictures),
                    }
                    for one in paper.questions
                ],
            }
            for paper in papers
        ],
    }
    return _answer(sheet_pdf("questions.typ", data, names), "ticket.pdf" if is_ticket else "questions.pdf")


def _picture(one: PrintedQuestion, pictures: Mapping[str, bytes]) -> dict[str, object] | None:
    """Return a question's picture, with the numbered places on it where the kind draws them."""
    picture = one.form.media.picture
    if picture is None or picture.digest not in pictures:
        return None
    rows = one.form.view["rows"] if one.form.view.get("draws_picture") else []
    return {
        "file": picture.file_name,
        "alt": picture.alt,
        "width": picture.width,
        "height": picture.height,
        "places": rows,
    }


def _blocks(one: PrintedQuestion) -> list[dict[str, object]]:
    if one.words:
        return [{"text": one.words, "hint": True}]
    sound = one.form.media.sound
    heard: list[dict[str, object]] = [{"text": sound.transcript, "hint": False}] if sound else []
    return heard + blocks(render_to_string(one.form.print_template, {"question": one.form}))


def sheets_file(quiz: PaperQuiz, sheets: Sequence[PrintedSheet], *, is_large: bool) -> HttpResponse:
    """Return the answer sheets."""
    data = {
        "title": quiz.title,
        "language": quiz.texts.language,
        "large": is_large,
        "hint": sheet_hint(),
        "qr_label": _("Square code for the teacher's camera"),
        "symbols": symbol_drawings(),
        "labels": {sheet.symbol: sheet.symbol_label for sheet in sheets if sheet.symbol},
        "sheets": [
            {
                "name": sheet.name,
                "symbol": sheet.symbol,
                "blank": "" if sheet.name else _("No."),
                "note": sheet.note,
                "questions": [_room(one) for one in sheet.questions],
                "qr": sheet.qr,
            }
            for sheet in sheets
        ],
    }
    return _answer(sheet_pdf("sheets.typ", data), "sheets.pdf")


def _room(one: PrintedQuestion) -> dict[str, object]:
    space = one.question.space
    return {
        "number": one.number,
        "room": str(space.room) if space else "none",
        "labels": list(space.labels) if space else [],
        "words": one.words,
    }


def sheet_hint() -> str:
    """Return what a student does with an answer sheet."""
    return _("Mark one letter in each row, or several where the question says so. Mark ? if you don't know.")


def _answer(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
