"""A student who needs to talk: whom to choose, what would be sent, and that it was sent."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, learner_required
from common.http import no_store, see_other
from safeguarding import queries, services
from safeguarding.enums import EMERGENCY_NUMBER, ContactKind
from safeguarding.permissions import access_reachable_lead, leads_of, reachable_leads


@learner_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def people(request: SignedInRequest) -> HttpResponse:
    """Offer somebody outside first, then the lead of the school where one is named; POST takes a request back."""
    if request.method == "POST":
        services.take_back(learner=request.user)
        return see_other(reverse("people"))
    language = get_language() or settings.LANGUAGE_CODE
    visible = queries.visible_contacts(settings.COUNTRY, timezone.localdate())
    asked = queries.open_talk(request.user)
    context = {
        "emergency_number": EMERGENCY_NUMBER,
        "cards": [
            queries.contact_card(shown, language) for shown in visible if shown.contact.kind == ContactKind.CHILDREN
        ],
        "asked": asked,
        "lead": leads_of([asked.institution_id]).get(asked.institution_id) if asked else None,
        "leads": [] if asked else reachable_leads(request.user),
    }
    return render(request, "safeguarding/people.html", context)


@learner_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def ask(request: SignedInRequest, institution_id: str) -> HttpResponse:
    """Say exactly what would be sent, and send it only on POST; sent twice is sent once."""
    lead = access_reachable_lead(request.user, institution_id)
    if request.method == "POST":
        services.ask_to_talk(learner=request.user, institution=lead.institution)
        return see_other(reverse("people"))
    return render(request, "safeguarding/people_ask.html", {"lead": lead})
