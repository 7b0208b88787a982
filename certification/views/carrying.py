"""A dossier's checklists on a phone without a network: the page that it keeps, and the door for what it sends."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, staff_required
from certification.forms.trainer import ObservationForm
from certification.models import SignOffRule
from certification.permissions import access_candidacy_to_assess, access_rule_to_assess
from certification.queries.observing import unfinished_by_rule
from certification.services.observing import finish_observation, save_observation
from certification.services.refusals import RuleRefused
from common.http import no_store


@staff_required
@require_safe
@no_store
def carried(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Show every checklist of a programme on one page; of the candidate it holds the initials only."""
    candidacy = access_candidacy_to_assess(request.user, candidacy_id)
    begun = unfinished_by_rule(candidacy, request.user.pk)
    rules = SignOffRule.objects.filter(programme=candidacy.programme_id, is_current=True)
    rules = rules.prefetch_related("criteria").order_by("position", "pk")
    lists = [
        (rule, ObservationForm(rule=rule, row=begun.get(rule.pk), auto_id=f"{rule.code}-%s"), rule.pk in begun)
        for rule in rules
        if rule.settings
    ]
    initials = " ".join(f"{word[0]}." for word in candidacy.person.get_full_name().split()[:3])
    context = {"candidacy": candidacy, "initials": initials, "lists": lists}
    return render(request, "certification/trainer/carried.html", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def send(request: SignedInRequest, candidacy_id: str, rule_code: str) -> HttpResponse:
    """Take a checklist from a phone; the same one again is no harm. GET gives the token for it."""
    candidacy, rule = access_rule_to_assess(request.user, candidacy_id, rule_code)
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    form = ObservationForm(request.POST, rule=rule)
    if not form.is_valid():
        return JsonResponse({"error": _("Something is missing: where you saw it, or the day.")}, status=422)
    try:
        kept = save_observation(candidacy=candidacy, rule=rule, seen=form.seen, actor=request.user)
    except RuleRefused as refused:
        return JsonResponse({"error": refused.message}, status=422)
    told = {"version": kept.version, "conflict": "", "finished": kept.finished_at is not None, "error": ""}
    if kept.conflict_of_id is not None:
        told["conflict"] = reverse("observation_compare", args=[kept.public_id])
    elif "finish" in request.POST:
        try:
            told["finished"] = finish_observation(observation=kept, actor=request.user).finished_at is not None
        except RuleRefused as refused:
            told["error"] = refused.message
    return JsonResponse(told)
