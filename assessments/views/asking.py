"""One question of an attempt: the page that asks it, the saving of its answer, and what was right about it."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import SignedInRequest
from assessments import queries, services
from assessments.enums import FeedbackPolicy
from assessments.forms import posted_fields, question_form
from assessments.grading import is_for_person, is_recorded
from assessments.interactions.base import AnswerError, FrozenItem
from assessments.interactions.upload.logic import NEW_FIELD
from assessments.models import Attempt
from assessments.queries import FrozenTexts
from assessments.queries.timing import Clock
from assessments.services import SaveOutcome
from common.http import see_other

DEVICES = 1000
LONGEST_SEQUENCE = 9  # digits; more than that is no page of ours


@dataclass(frozen=True)
class Asking:
    """One question of an attempt, by its number in the attempt."""

    attempt: Attempt
    number: int
    clock: Clock | None

    @cached_property
    def item(self) -> FrozenItem:
        """Return the question."""
        item_id = queries.layout_items(self.attempt)[self.number - 1]
        return queries.frozen_structure(self.attempt.assignment.version).by_id[item_id]

    @cached_property
    def texts(self) -> FrozenTexts:
        """Return the words in the reader's language."""
        return queries.frozen_texts(self.attempt.assignment.version, get_language())

    @property
    def count(self) -> int:
        """Return how many questions the attempt has."""
        return len(queries.layout_items(self.attempt))

    @property
    def is_told(self) -> bool:
        """Whether its learner reads what is right as soon as the answer is saved."""
        is_marked_at_once = is_recorded(self.item) and not is_for_person(self.item)
        return self.attempt.assignment.feedback == FeedbackPolicy.AFTER_EACH and is_marked_at_once

    @property
    def here(self) -> str:
        """Return its address."""
        return reverse("question", args=[self.attempt.public_id, self.number])

    @property
    def following(self) -> str:
        """Return the address of the next question, or of the list of answers after the last."""
        if self.number < self.count:
            return reverse("question", args=[self.attempt.public_id, self.number + 1])
        return reverse("attempt_check", args=[self.attempt.public_id])


def show(
    request: SignedInRequest, asking: Asking, *, error: AnswerError | None = None, notice: str = "", status: int = 200
) -> HttpResponse:
    """Show the question with what is stored or was just posted; told ones with what was right, which locks them."""
    if asking.is_told and request.method != "POST":
        row = queries.item_feedback(asking.attempt, asking.number, asking.texts)
        if row is not None:
            services.note_item_feedback_seen(attempt=asking.attempt, item_id=asking.item.id)
            return render(request, "assessments/learner/question_told.html", {"asking": asking, "row": row})
    item, texts = asking.item, asking.texts.by_item[asking.item.id]
    stored = asking.attempt.responses.filter(item_id=item.id).values_list("sequence", "answer").first()
    order = asking.attempt.layout["choices"][item.id]
    posted = posted_fields(request.POST) if error else None
    context = {
        "asking": asking,
        "attempt": asking.attempt,
        "title": asking.texts.title,
        "sequence": next_sequence(stored[0] if stored else 0),
        "question": question_form(item, texts, order, stored[1] if stored else None, posted=posted, error=error),
        "notice": notice,
        "files": queries.files_of(asking.attempt, stored[1] if stored else None),
    }
    return render(request, "assessments/learner/question.html", context, status=status)


def save(request: SignedInRequest, asking: Asking) -> HttpResponse:
    """Save the posted answer and lead on; an answer is acknowledged by the redirect, after the commit."""
    item, texts = asking.item, asking.texts
    if not is_recorded(item):
        return _onward(request, asking.following)
    try:
        outcome = services.take_answer(
            attempt=asking.attempt,
            item=item,
            texts=texts,
            post=request.POST,
            files=request.FILES.getlist(NEW_FIELD),
            sequence=_sequence(request),
        )
    except AnswerError as refused:
        return show(request, asking, error=refused, status=422)
    match outcome:
        case SaveOutcome.SAVED | SaveOutcome.DOUBLE:
            return _onward(request, asking.here if asking.is_told else asking.following)
        case SaveOutcome.LOCKED:
            return _onward(request, asking.here)
        case SaveOutcome.HELD:
            return _onward(request, reverse("attempt_check", args=[asking.attempt.public_id]))
    return show(request, asking, notice=_notice(outcome), status=409)


def next_sequence(kept: int) -> int:
    """Return the sequence of the next answer on this page.

    The last three digits are zero here and a device's own number where it writes without a network, so that no two
    devices use the same one.
    """
    return (kept // DEVICES + 1) * DEVICES


def _onward(request: SignedInRequest, url: str) -> HttpResponse:
    """Lead on after a saved answer: by redirect, or by name to the script that posted it."""
    return JsonResponse({"next": url}) if request.headers.get("Accept") == "application/json" else see_other(url)


def _sequence(request: SignedInRequest) -> int:
    """Return the sequence the page carried; a page without one counts as the oldest."""
    value = request.POST.get("sequence", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= LONGEST_SEQUENCE else 1


def _notice(outcome: SaveOutcome) -> str:
    if outcome == SaveOutcome.CLOSED:
        return _("These questions are closed, so this answer was not taken. Your earlier answers are kept.")
    return _("A newer answer was already saved from another page. Here it is; change it if you like.")
