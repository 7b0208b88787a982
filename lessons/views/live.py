"""The phone in a running lesson: the question of now, or "look at the board". Complete without a script."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from assessments import interactions
from assessments.interactions.base import Answer, AnswerError
from common.http import no_store, see_other
from lessons.enums import QuestionState
from lessons.models import SeatVote
from lessons.queries.asked import Asked, asked
from lessons.queries.pulse import current_question
from lessons.services.answering import answer_live
from lessons.views.live_page import live_page
from lessons.views.seated import Place, place_of


@require_safe
@no_store
def live(request: HttpRequest) -> HttpResponse:
    """Show what this phone can do now; a reload finds the same seat and the current question."""
    place = place_of(request)
    if place is None:
        return see_other(reverse("start"))
    question = _open_question(place)
    if question is None:
        return live_page(request, place)
    is_sent = SeatVote.objects.filter(question=question.row, seat=place.seat).exists()
    return live_page(request, place, question, is_sent=is_sent)


@require_POST
@no_store
def answer(request: HttpRequest) -> HttpResponse:
    """Take an answer or a skip; both get the same page, which holds what is needed to change it."""
    place = place_of(request)
    if place is None:
        return see_other(reverse("start"))
    question = _open_question(place)
    asked_for = (request.POST.get("question", ""), request.POST.get("round", ""))
    if question is None or asked_for != (str(question.row.number), str(question.row.round)):
        return live_page(request, place, is_late=True)
    given: Answer | None = None
    if "skip" not in request.POST:
        try:
            given = interactions.logic(question.item.kind).read_answer(question.item, question.texts, request.POST)
        except AnswerError as refused:
            return live_page(request, place, question, error=refused)
    counted = answer_live(
        run=place.run, asked=question, seat=place.seat, answer=given, previous=request.POST.get("previous", "")
    )
    return live_page(
        request, place, question, is_sent=counted.is_open, is_late=not counted.is_open, previous=counted.previous
    )


def _open_question(place: Place) -> Asked | None:
    row = current_question(place.run)
    if row is None or row.state != QuestionState.OPEN or place.seat.is_removed:
        return None
    return asked(row, get_language())
