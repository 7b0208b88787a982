"""How questions do: figures for authors and analysts, over everybody and about nobody."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from assessments.permissions import access_item_figures, access_quiz_figures, can_see_figures
from assessments.queries.figures import item_figures, published_quizzes, quiz_figures
from assessments.queries.sheets import NEWEST
from common.http import no_store


@staff_required
@require_safe
@no_store
def quizzes(request: SignedInRequest) -> HttpResponse:
    """List the published quizzes."""
    if not can_see_figures(request.user):
        raise Http404
    return render(request, "assessments/author/figures.html", {"rows": published_quizzes(get_language())})


@staff_required
@require_safe
@no_store
def quiz(request: SignedInRequest, quiz_id: int) -> HttpResponse:
    """Show how the questions of a quiz do, and how well they measure one thing together."""
    found = quiz_figures(access_quiz_figures(request.user, quiz_id), get_language())
    if found is None:
        raise Http404
    return render(request, "assessments/author/quiz_figures.html", {"figures": found, "newest": NEWEST})


@staff_required
@require_safe
@no_store
def item(request: SignedInRequest, item_key: UUID) -> HttpResponse:
    """Show one question's figures over every quiz that asks it."""
    row = access_item_figures(request.user, item_key)
    found, is_cut = item_figures(row, get_language())
    context = {"name": row.name, "figures": found, "is_cut": is_cut, "newest": NEWEST}
    return render(request, "assessments/author/item_figures.html", context)
