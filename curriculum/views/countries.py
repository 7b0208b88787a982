"""Law and procedures by country, for professionals: dated facts, and plainly said where nobody has checked one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store
from curriculum import queries
from curriculum.permissions import access_country_pages


@staff_required
@require_safe
@no_store
def countries(request: SignedInRequest) -> HttpResponse:
    """List the countries that there is something about."""
    access_country_pages(request.user)
    context = {"countries": queries.countries(), "languages_switch": True}
    return render(request, "curriculum/countries.html", context)


@staff_required
@require_safe
@no_store
def country(request: SignedInRequest, country_code: str) -> HttpResponse:
    """Show what is known of one country."""
    access_country_pages(request.user)
    chapters = list(queries.chapters(country_code, get_language()))
    if not chapters:
        raise Http404
    context = {"code": country_code, "chapters": chapters, "languages_switch": True}
    return render(request, "curriculum/country.html", context)
