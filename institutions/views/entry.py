"""Letting students in without a card: the code on the board, and who waits."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import GuessKind
from accounts.permissions import SignedInRequest, staff_required
from accounts.services.guessing import is_spent
from common.http import no_store, see_other
from institutions import services
from institutions.models import ClassCode, Cohort
from institutions.permissions import access_join_request, access_taught_cohort
from institutions.queries.classes import waiting_requests
from institutions.services.joining import PUBLIC_DIGITS


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def entry(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Show code and waiting students; open or close the code."""
    cohort = access_taught_cohort(request.user, cohort_id)
    if request.method == "POST":
        if request.POST.get("action") == "open":
            services.open_class_code(cohort=cohort, actor=request.user)
        elif services.close_class_code(cohort=cohort, actor=request.user):
            messages.success(request, _("The code is closed. Nobody can ask with it any more."))
        return see_other(reverse("class_join", args=[cohort_id]))
    code = ClassCode.objects.open().filter(cohort=cohort).first()
    waiting = waiting_requests(cohort)
    context = {
        "cohort": cohort,
        "code": code,
        "is_paused": code is not None and is_spent(GuessKind.CLASS_CODE, code.code[:PUBLIC_DIGITS]),
        "waiting": waiting,
        "state": _state(cohort),
        "address": request.get_host(),
        "groups": code.grouped if code else "",
        "is_still": "still" in request.GET,
    }
    return render(request, "institutions/entry.html", context)


@staff_required
@require_safe
@no_store
def entry_state(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Answer with a short text that changes when somebody else waits; the page then asks to be shown afresh."""
    return HttpResponse(_state(access_taught_cohort(request.user, cohort_id)), content_type="text/plain")


@staff_required
@require_POST
@no_store
def decide(request: SignedInRequest, cohort_id: str, request_id: str) -> HttpResponse:
    """Let a student in, or not."""
    join_request = access_join_request(request.user, request_id)
    if join_request.cohort.public_id != cohort_id:
        raise Http404
    if request.POST.get("action") == "approve":
        if services.approve_request(join_request=join_request, actor=request.user) and join_request.enrolment:
            messages.success(request, _("Let in: %(who)s.") % {"who": join_request.enrolment.label})
        else:
            messages.warning(request, _("This request is no longer open. The student can ask again."))
    else:
        services.decline_request(join_request=join_request, actor=request.user)
    return see_other(reverse("class_join", args=[cohort_id]))


def _state(cohort: Cohort) -> str:
    return "-".join(join_request.public_id for join_request in waiting_requests(cohort))
