"""The public check of a certificate: one field, one answer, no sign-in, and nothing kept."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts import services as accounts
from certification.models import Certificate
from certification.queries.looking_up import as_number, look_up
from certification.queries.state_words import words_of
from common.http import no_store, see_other

WAIT_SECONDS = 2


@require_safe
@no_store
def check(request: HttpRequest) -> HttpResponse:
    """Show the field; a number in the address leads on to its own page."""
    number = as_number(request.GET.get("number", ""))
    if number.replace("-", "").isdecimal():
        return see_other(reverse("certificate_check", args=[number]))
    return render(
        request, "certification/check.html", {"number": number, "is_wrong": bool(number), "languages_switch": True}
    )


@require_safe
@no_store
def checked(request: HttpRequest, certificate_number: str) -> HttpResponse:
    """Say how a certificate stands; an unknown number gets as much work and the same page with other words."""
    if not accounts.admit_look_up():
        return _later(request)
    number = as_number(certificate_number)
    found = look_up(number, get_language() or "", timezone.localdate())
    words = words_of(found.state, found.valid_until, found.renewal_until) if found else None
    context = {"found": found, "words": words, "number": number, "languages_switch": True}
    return render(request, "certification/checked.html", context, status=200 if found else 404)


@require_safe
@no_store
def credential(request: HttpRequest, certificate_number: str) -> HttpResponse:
    """Return the signed file, which holds no name."""
    if not accounts.admit_look_up():
        return _later(request)
    rows = Certificate.objects.filter(number=as_number(certificate_number)).exclude(credential__isnull=True)
    document = rows.values_list("credential", flat=True).first()
    if document is None:
        raise Http404
    return JsonResponse(
        document,
        content_type="application/vc+ld+json",
        headers={"Content-Disposition": 'attachment; filename="certificate.json"'},
        json_dumps_params={"ensure_ascii": False},
    )


def _later(request: HttpRequest) -> HttpResponse:
    answer = render(request, "429.html", {"wait_seconds": WAIT_SECONDS}, status=429)
    answer.headers["Retry-After"] = str(WAIT_SECONDS)
    return answer
