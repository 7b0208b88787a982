"""A learner's way through a quiz: one question a page, check, send, feedback; every page a plain form."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, learner_required
from assessments import interactions, queries, services
from assessments.enums import FeedbackPolicy
from assessments.grading import answer_from_json, is_recorded
from assessments.models import Attempt
from assessments.permissions import access_open_assignment, access_own_attempt
from assessments.queries.timing import clock_of, limit_for
from assessments.views.asking import Asking, save, show
from common.http import no_store, safe_next, see_other

NEXT = "quiz_next"
DEFAULT_NEXT = "/my/"


@learner_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def intro(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Say what comes, and start or go on with an attempt."""
    assignment = access_open_assignment(request.user, assignment_id)
    next_url = safe_next(request, DEFAULT_NEXT)
    state = queries.learner_state(assignment, request.user)
    if request.method == "POST":
        try:
            attempt = services.start_attempt(assignment=assignment, learner=request.user)
        except services.NoTryLeft:
            return see_other(reverse("quiz_intro", args=[assignment_id]))
        request.session[NEXT] = next_url
        return see_other(reverse("question", args=[attempt.public_id, queries.first_open_number(attempt)]))
    context = {
        "title": queries.frozen_texts(assignment.version, get_language()).title,
        "assignment": assignment,
        "limit": limit_for(assignment, request.user.pk),
        "count": queries.frozen_structure(assignment.version).asked_count,
        "next": next_url,
        "is_open": state.is_open,
        "running": state.running,
        "past": state.sent,
        "tries_left": state.tries_left,
    }
    return render(request, "assessments/learner/intro.html", context)


@learner_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def question(request: SignedInRequest, attempt_id: str, number: int) -> HttpResponse:
    """Show one question; Continue saves and goes on. An answer is acknowledged by the redirect, after the commit."""
    attempt = access_own_attempt(request.user, attempt_id)
    if attempt.sent_at is not None:
        return redirect("attempt_done", attempt_id)
    clock = clock_of(attempt)
    is_over = clock is not None and clock.is_closed and request.method != "POST"
    if is_over or not 1 <= number <= len(queries.layout_items(attempt)):
        return redirect("attempt_check", attempt_id)
    asked = Asking(attempt, number, clock)
    return save(request, asked) if request.method == "POST" else show(request, asked)


@learner_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def check(request: SignedInRequest, attempt_id: str) -> HttpResponse:
    """List the answers with a way to change each; POST sends them."""
    attempt = access_own_attempt(request.user, attempt_id)
    if attempt.sent_at is not None:
        return redirect("attempt_done", attempt_id)
    if request.method == "POST":
        services.send_attempt(attempt=attempt)
        return see_other(reverse("attempt_done", args=[attempt_id]))
    texts = queries.frozen_texts(attempt.assignment.version, get_language())
    structure = queries.frozen_structure(attempt.assignment.version)
    answers = dict(attempt.responses.values_list("item_id", "answer"))
    rows = []
    for number, item_id in enumerate(queries.layout_items(attempt), 1):
        item, words = structure.by_id[item_id], texts.by_item[item_id]
        labels = (
            interactions.logic(item.kind).chosen_labels(item, words, answer_from_json(item, answers[item_id]))
            if item_id in answers
            else []
        )
        row = {"number": number, "prompt": words.prompt, "labels": labels, "is_recorded": is_recorded(item)}
        rows.append(row | {"media": words.media})
    context = {
        "attempt": attempt,
        "title": texts.title,
        "rows": rows,
        "clock": clock_of(attempt),
        "is_told": attempt.assignment.feedback == FeedbackPolicy.AFTER_EACH,
        "unanswered": sum(1 for row in rows if row["is_recorded"] and not row["labels"]),
    }
    return render(request, "assessments/learner/check.html", context)


@learner_required
@require_safe
@no_store
def done(request: SignedInRequest, attempt_id: str) -> HttpResponse:
    """Show feedback where the policy allows it now."""
    attempt = access_own_attempt(request.user, attempt_id)
    if attempt.sent_at is None:
        return redirect("attempt_check", attempt_id)
    texts = queries.frozen_texts(attempt.assignment.version, get_language())
    context: dict[str, Any] = {
        "attempt": attempt,
        "title": texts.title,
        "next": request.session.get(NEXT, DEFAULT_NEXT),
        "tries_left": queries.learner_state(attempt.assignment, request.user).tries_left,
    }
    if queries.may_see_feedback(attempt):
        if attempt.feedback_seen_at is None:
            services.collect_missed(attempt=attempt)
        services.note_feedback_seen(attempt=attempt)
        rows = queries.feedback_rows(attempt, texts)
        if queries.is_judged(queries.frozen_structure(attempt.assignment.version)):
            context["verdict"] = queries.verdicts([attempt])[attempt.pk]
        context |= {
            "feedback": rows,
            "right": sum(1 for row in rows if row.is_right and not row.is_for_person),
            "count": sum(1 for row in rows if row.is_recorded and not row.is_for_person),
            "known": queries.known_statements(attempt, get_language()),
        }
    else:
        context["wait_reason"] = _wait_reason(attempt)
    return render(request, "assessments/learner/done.html", context)


def _wait_reason(attempt: Attempt) -> str:
    if attempt.assignment.feedback == "after_closing":
        return _("You will see what was right when the questions are closed.")
    return _("Your teacher will go through this in class.")
