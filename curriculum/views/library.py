"""The library: a public list of what is neutral, the staff's list of everything, and one page for each thing."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from cms.enums import ContentLevel
from common.http import no_store
from curriculum.models import Resource, ResourceQuerySet
from curriculum.permissions import access_resource, readable_resources
from curriculum.queries import in_library, library_choices, other_languages

PER_PAGE = 30


@require_safe
@no_store
def public_library(request: HttpRequest) -> HttpResponse:
    """List what everybody may have."""
    found = readable_resources(request.user).up_to(ContentLevel.MENTION)
    return _list(request, found, "layouts/public.html")


@staff_required
@require_safe
@no_store
def staff_library(request: SignedInRequest) -> HttpResponse:
    """List everything, also what is only for classes or for staff."""
    return _list(request, readable_resources(request.user), "layouts/staff.html")


def _list(request: HttpRequest, found: ResourceQuerySet, layout: str) -> HttpResponse:
    choices = library_choices(request.GET.dict(), get_language() or "")
    easy = "easy" in request.GET
    rows = in_library(found, choices, easy=easy)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "layout": layout,
        "choices": choices,
        "is_easy": easy,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode(),
        "languages_switch": True,
    }
    return render(request, "curriculum/library.html", context)


@require_safe
@no_store
def resource(request: HttpRequest, resource_id: str) -> HttpResponse:
    """Show one thing: what it is for, its file or its place, its words, its rights."""
    found = access_resource(request.user, resource_id)
    is_staff = request.user.is_authenticated and not request.user.is_learner
    context = {
        "layout": "layouts/staff.html" if is_staff else "layouts/public.html",
        "resource": found,
        "lesson": _lesson(found),
        "size": _size(found),
        "is_shown_small": found.picture is not None and found.content_level < ContentLevel.STORY,
        "others": other_languages(readable_resources(request.user), found),
    }
    # The address has no language: a visitor who comes from the public list goes on in the language of the thing.
    language = get_language() if is_staff else found.locale.language_code
    with override(language):
        response = render(request, "curriculum/resource.html", context)
    response.headers["Content-Language"] = str(language)
    return response


def _lesson(found: Resource) -> object:
    """Return the lesson that is its text, in the language of the thing where it is published in it."""
    if found.page is None:
        return None
    own = found.page.get_translations(inclusive=True).filter(live=True, locale=found.locale_id).first()
    return own or (found.page if found.page.live else None)


def _size(found: Resource) -> int:
    """Return the bytes of the file; 0 while its store is away."""
    try:
        return int(found.file.file.size) if found.file else 0
    except OSError:
        return 0
