"""The one page of a phone in a running lesson: an answer and a skip get the same, down to its size."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.interactions.base import AnswerError
from lessons.queries.asked import Asked
from lessons.queries.presence import mark_of
from lessons.queries.pulse import fresh_pulse
from lessons.views.seated import Place


def live_page(
    request: HttpRequest,
    place: Place,
    question: Asked | None = None,
    *,
    is_sent: bool = False,
    is_late: bool = False,
    previous: str = "",
    error: AnswerError | None = None,
) -> HttpResponse:
    """Return the question, or that it was sent, or the way to the board."""
    has_form = question is not None and not is_late and (not is_sent or previous)
    context = {
        "run_id": place.run.public_id,
        "state": fresh_pulse(place.run),
        "presence": mark_of(place.seat),
        "seat": None if place.seat.learner_id else place.seat,
        "is_sent": is_sent,
        "is_late": is_late,
        "question": question.form(error) if question and has_form else None,
        "row": question.row if question and has_form else None,
        "is_by_name": bool(question and question.row.is_recorded and place.seat.learner_id),
        "previous": previous,
        "title": place.run.lesson_assignment.lesson.neutral_title,
    }
    return render(request, "lessons/live.html", context, status=422 if error else 200)
