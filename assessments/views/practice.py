"""Repeating missed questions: today's few, one a page, marked on the spot; no score is kept and none is shown."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, learner_required
from assessments import interactions, queries, services
from assessments.forms import posted_fields, question_form
from assessments.interactions.base import AnswerError, FrozenItem, ItemTexts
from assessments.models import PracticeCard
from assessments.permissions import access_own_card
from assessments.queries import EntryRow, entry_rows, may_see_feedback
from common.http import no_store, see_other


@learner_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def repeat(request: SignedInRequest) -> HttpResponse:
    """Show the question that waits longest; POST marks an answer and says why. The answer is kept nowhere."""
    if request.method == "POST":
        return _marked(request)
    waiting = queries.due_cards(request.user.pk)
    if not waiting:
        return render(request, "assessments/learner/practice_done.html")
    item, words = _content(waiting[0])
    context = {"question": question_form(item, words, _order(waiting[0], item)), "left": len(waiting)}
    return render(request, "assessments/learner/practice.html", context)


def _marked(request: SignedInRequest) -> HttpResponse:
    if not request.POST.get("item"):
        return see_other(reverse("practice"))
    card = access_own_card(request.user, request.POST["item"])
    if not may_see_feedback(card.attempt):  # the teacher has opened the questions anew
        return see_other(reverse("practice"))
    item, words = _content(card)
    kind = interactions.logic(item.kind)
    posted = posted_fields(request.POST)
    try:
        answer = kind.read_answer(item, words, request.POST)
    except AnswerError as refused:
        form = question_form(item, words, _order(card, item), posted=posted, error=refused)
        context = {"question": form, "left": len(queries.due_cards(request.user.pk))}
        return render(request, "assessments/learner/practice.html", context, status=422)
    outcome = services.practise(card=card, item=item, answer=answer)
    said = entry_rows(kind.feedback(item, words, answer))
    context = {
        "prompt": words.prompt,
        "media": words.media,
        "entries": said or [EntryRow(outcome, kind.chosen_labels(item, words, answer), "")],
        "feedback": words.feedback,
        "key_labels": [] if outcome == "right" else kind.key_labels(item, words),
        "left": len(queries.due_cards(request.user.pk)),
    }
    return render(request, "assessments/learner/practice_marked.html", context)


def _content(card: PracticeCard) -> tuple[FrozenItem, ItemTexts]:
    """Return the question as it was asked when it was missed."""
    version = card.attempt.assignment.version
    words = queries.frozen_texts(version, get_language()).by_item[card.item_id]
    return queries.frozen_structure(version).by_id[card.item_id], words


def _order(card: PracticeCard, item: FrozenItem) -> list[str]:
    """Return the choices in another order each time the question comes back."""
    return interactions.logic(item.kind).shuffle_order(item, f"{card.pk}-{card.due_at.isoformat()}")
