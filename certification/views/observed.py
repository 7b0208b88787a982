"""What assessors saw, as the person reads it whom they watched."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, staff_required
from certification.permissions import access_own_candidacy, access_own_observation
from certification.services.observing import acknowledge_observation
from certification.views.acting import act
from common.http import no_store, see_other


@staff_required
@require_safe
@no_store
def observations(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """List the finished observations of a dossier."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    found = candidacy.observations.filter(finished_at__isnull=False, settled_at=None)
    rows = found.select_related("rule", "assessor").order_by("-observed_on", "-pk")
    return render(request, "certification/candidate/observations.html", {"candidacy": candidacy, "rows": rows})


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def observation(request: SignedInRequest, observation_id: str) -> HttpResponse:
    """Show one observation; the person says "I have read it", with words of their own if they like."""
    found = access_own_observation(request.user, observation_id)
    if request.method == "POST":
        words = request.POST.get("words", "")
        done = _("Noted that you have read it.")
        act(request, lambda: acknowledge_observation(observation=found, actor=request.user, words=words), done)
        return see_other(reverse("candidate_observation", args=[found.public_id]))
    marks = found.marks.select_related("criterion").order_by("criterion__position", "pk")
    context = {"candidacy": found.candidacy, "observation": found, "marks": marks}
    return render(request, "certification/candidate/observation.html", context)
