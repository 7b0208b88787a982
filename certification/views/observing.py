"""The checklist of one sign-off, filled in while somebody is at work."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from certification.forms.trainer import ObservationForm
from certification.permissions import access_observation_to_write, access_rule_to_assess
from certification.queries.observing import both_sides, unfinished
from certification.services.observing import finish_observation, save_observation, settle_conflict
from certification.services.refusals import RuleRefused
from certification.views.acting import act
from common.http import no_store, see_other


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def observe(request: SignedInRequest, candidacy_id: str, rule_code: str) -> HttpResponse:
    """Show the checklist, blank or as it was left; keep it, and finish it when asked to."""
    candidacy, rule = access_rule_to_assess(request.user, candidacy_id, rule_code)
    row = None if request.method == "POST" else unfinished(candidacy, rule, request.user.pk)
    form = ObservationForm(request.POST if request.method == "POST" else None, rule=rule, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            kept = save_observation(candidacy=candidacy, rule=rule, seen=form.seen, actor=request.user)
        except RuleRefused as refused:
            form.add_error(None, refused.message)
        else:
            if kept.conflict_of_id is not None:
                messages.warning(request, _("This checklist was changed elsewhere too. Both versions are kept."))
                return see_other(reverse("observation_compare", args=[kept.public_id]))
            messages.success(request, _("The checklist is kept."))
            done = _("The observation is finished. The candidate can read it now.")
            if "finish" in request.POST and act(
                request, lambda: finish_observation(observation=kept, actor=request.user), done
            ):
                return see_other(reverse("portfolio", args=[candidacy.public_id]) + f"#{rule.code}")
            return see_other(reverse("observe_candidate", args=[candidacy.public_id, rule.code]))
    context = {"candidacy": candidacy, "rule": rule, "form": form, "version": form["base"].value()}
    return render(request, "certification/trainer/observe.html", context, status=422 if form.errors else 200)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def compare(request: SignedInRequest, observation_id: str) -> HttpResponse:
    """Show both versions of a checklist side by side, and let whoever made them keep one."""
    copy = access_observation_to_write(request.user, observation_id)
    if request.method == "POST":
        keep_copy = request.POST.get("keep") == "copy"
        done = _("This version counts. The other one stays for the record.")
        act(request, lambda: settle_conflict(copy=copy, keep_copy=keep_copy, actor=request.user), done)
        return see_other(reverse("portfolio", args=[copy.candidacy.public_id]) + f"#{copy.rule.code}")
    context = {"candidacy": copy.candidacy, "copy": copy, "first": copy.conflict_of, "rows": both_sides(copy)}
    return render(request, "certification/trainer/compare.html", context)
