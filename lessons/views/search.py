"""Searching the public lessons. What somebody looked for stands in no address, no log and no cache."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.http import no_store
from lessons.queries.search import find_lessons

LONGEST = 80


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def search(request: HttpRequest) -> HttpResponse:
    """Ask for words; POST shows the lessons that have them."""
    text = request.POST.get("words", "").strip()[:LONGEST]
    context = {
        "words": text,
        "is_asked": request.method == "POST",
        "lessons": find_lessons(text, get_language() or "") if text else [],
        "languages_switch": True,
        "title": _("Search"),
    }
    return render(request, "lessons/search.html", context)
