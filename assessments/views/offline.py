"""Answering without a network: the whole quiz on one page that a device keeps, and the door for what it wrote."""

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, learner_required
from assessments import interactions, queries, services
from assessments.forms import question_form
from assessments.permissions import access_open_assignment
from assessments.queries.timing import limit_of
from common.http import no_store, revalidate

MOST_ENTRIES = 100
LARGEST_BODY = 500_000


@learner_required
@require_safe
def stored_quiz(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Show every question of a quiz on one page, the same for the whole class: no name, no answer, no key.

    A device keeps it and shows one question at a time while it has no network: of a quiz that draws from the bank,
    those of its ticket. With a time limit there is no such page, because no device's clock could be believed; nor is
    there one with work to mark, which is too large for a device, or a student's own words.
    """
    assignment = access_open_assignment(request.user, assignment_id)
    if limit_of(assignment) is not None or assignment.version.needs_marking:
        raise Http404
    texts = queries.frozen_texts(assignment.version, get_language())
    questions = []
    for item in queries.frozen_structure(assignment.version).items:
        order = interactions.logic(item.kind).shuffle_order(item, assignment.public_id)
        questions.append(question_form(item, texts.by_item[item.id], order))
    context = {"assignment": assignment, "title": texts.title, "questions": questions, "language": texts.language}
    return revalidate(render(request, "assessments/learner/stored_quiz.html", context))


@require_safe
@no_store
def scan(request: HttpRequest) -> HttpResponse:
    """Send on what another phone shows as codes; they stand behind the "#", so no log and no referrer has them."""
    return render(request, "assessments/scan.html")


@csrf_exempt  # takes no cookie and no user: what counts is the sealed ticket inside each entry
@require_POST
@no_store
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in sealed entries; answer for each, in order, what became of it. Every answer is after the commit."""
    try:
        sealed = json.loads(request.body[:LARGEST_BODY])["sealed"]
    except (ValueError, KeyError, TypeError, RecursionError):
        sealed = None
    if not isinstance(sealed, list) or len(sealed) > MOST_ENTRIES or not all(isinstance(one, str) for one in sealed):
        return JsonResponse({"error": "sealed"}, status=400)
    return JsonResponse({"outcomes": [services.merge_sealed(message).value for message in sealed]})
