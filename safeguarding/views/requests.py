"""The lead's list of students who ask to talk; a deputy reads here only that somebody waits."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from safeguarding import queries, services
from safeguarding.enums import TalkStatus
from safeguarding.forms import TalkPlaceForm
from safeguarding.permissions import (
    Lead,
    access_held_institutions,
    access_led_institution,
    access_talk_request,
)


@staff_required
@require_safe
@no_store
def requests(request: SignedInRequest) -> HttpResponse:
    """List who asks, for the lead alone."""
    return _page(request)


@staff_required
@require_POST
@no_store
def decide(request: SignedInRequest, request_id: str) -> HttpResponse:
    """Say "seen", or close."""
    asked = access_talk_request(request.user, request_id)
    if request.POST.get("decision") == "close":
        services.close(request=asked, actor=request.user)
    else:
        services.acknowledge(request=asked, actor=request.user)
    return see_other(reverse("requests"))


@staff_required
@require_POST
@no_store
def place(request: SignedInRequest, institution_id: str) -> HttpResponse:
    """Set room and hours; from then on students of that school may ask."""
    lead = access_led_institution(request.user, institution_id)
    form = TalkPlaceForm(request.POST)
    if not form.is_valid():
        return _page(request, lead, form)
    services.set_talk_place(institution=lead.institution, actor=request.user, **form.cleaned_data)
    messages.success(request, _("Saved. Students of this school can now ask you for a conversation."))
    return see_other(reverse("requests"))


def _page(request: SignedInRequest, wrong: Lead | None = None, form: TalkPlaceForm | None = None) -> HttpResponse:
    held = access_held_institutions(request.user)
    led = [lead for lead in held if lead.member.user_id == request.user.pk]
    asked = queries.asked_talks([lead.institution.pk for lead in led])
    context = {
        "form": form,
        "places": [(lead, form if wrong == lead else _form(lead)) for lead in led],
        "others": [lead for lead in held if lead not in led],
        "is_late": queries.talk_sign(request.user) == queries.TalkSign.FOR_DEPUTY,
        "open": [one for one in asked if one.request.status != TalkStatus.CLOSED],
        "closed": [one for one in asked if one.request.status == TalkStatus.CLOSED],
    }
    return render(request, "safeguarding/staff/requests.html", context, status=422 if form else 200)


def _form(lead: Lead) -> TalkPlaceForm:
    initial = {"room": lead.place.room, "hours": lead.place.hours} if lead.place else {}
    return TalkPlaceForm(initial=initial)
