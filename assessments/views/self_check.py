"""A question to try inside a lesson: graded on the spot, recorded nowhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from assessments import interactions
from assessments.forms import posted_fields, question_form
from assessments.grading import is_recorded
from assessments.interactions.base import AnswerError
from assessments.permissions import can_try_item
from assessments.queries import EntryRow, entry_rows, practice_item
from assessments.services.practice_media import with_media
from common.http import no_store, safe_next


@csrf_exempt  # nothing is changed and nothing is stored; lesson pages are shared and can carry no token
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def try_item(request: HttpRequest, item_key: str) -> HttpResponse:
    """Show a practice question, and after POST whether the answer was right and why."""
    found = practice_item(item_key, get_language())
    if found is None or not can_try_item(request.user, item_key, found.content_level):
        raise Http404
    practice = with_media(found)
    kind = interactions.logic(practice.frozen.kind)
    error, posted = None, None
    result: dict[str, object] | None = None
    if request.method == "POST":
        posted = posted_fields(request.POST)
        try:
            answer = kind.read_answer(practice.frozen, practice.texts, request.POST)
        except AnswerError as refused:
            if is_recorded(practice.frozen):
                error = refused
            else:  # a self-check may be left empty: there is nothing to get wrong
                result = {"entries": [], "feedback": practice.texts.feedback, "key_labels": []}
        else:
            score = kind.grade(practice.frozen, answer)
            is_right = score == practice.frozen.max_score
            said = entry_rows(kind.feedback(practice.frozen, practice.texts, answer))
            if not said and is_recorded(practice.frozen):
                said = [EntryRow("right" if is_right else "part" if score else "wrong", [], "")]
            result = {
                "entries": said,
                "feedback": practice.texts.feedback,
                "key_labels": [] if is_right else kind.key_labels(practice.frozen, practice.texts),
            }
    order = kind.shuffle_order(practice.frozen, str(item_key))
    context = {
        "question": question_form(practice.frozen, practice.texts, order, posted=posted, error=error),
        "result": result,
        "next": safe_next(request, "/my/"),
        "action": reverse("try_item", args=[item_key]),
    }
    return render(request, "assessments/learner/try.html", context, status=422 if error else 200)
