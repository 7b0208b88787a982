"""Signing one sign-off: what it rests on, the rating, and a second assessor who signs on their own account."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.permissions import SignedInRequest, staff_required
from certification.forms.trainer import SignForm
from certification.models import Evidence, Observation, SignOff
from certification.permissions import access_rule_to_assess
from certification.queries.signing import grounds_of
from certification.services.refusals import RuleRefused
from certification.services.signing import sign_off
from certification.views.acting import act
from common.http import no_store, see_other


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def sign(request: SignedInRequest, candidacy_id: str, rule_code: str) -> HttpResponse:
    """Show what there is to rest on and take in a rating; the second assessor sees and confirms the first one's."""
    candidacy, rule = access_rule_to_assess(request.user, candidacy_id, rule_code)
    grounds = grounds_of(candidacy, rule)
    newest = candidacy.sign_offs.filter(rule=rule).select_related("assessor", "second_assessor")
    first = newest.order_by("-signed_at", "-pk").first()
    form = SignForm(request.POST if request.method == "POST" else None, grounds=grounds.choices)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        observation, evidence = grounds.find(said["ground"])
        second = confirmed(first, (said["rating"], observation, evidence), request.user)
        try:
            sign_off(
                candidacy=candidacy, rule=rule, rating=said["rating"], actor=request.user, observation=observation,
                evidence=evidence, second_assessor=second, comment=said["comment"],
            )  # fmt: skip
        except RuleRefused as refused:
            form.add_error(None, refused.message)
        else:
            act(request, lambda: None, _("%(code)s is signed.") % {"code": rule.code})
            return see_other(reverse("portfolio", args=[candidacy.public_id]) + f"#{rule.code}")
    context = {"candidacy": candidacy, "rule": rule, "grounds": grounds, "form": form, "first": first}
    context["is_own_first"] = first is not None and first.assessor_id == request.user.pk
    return render(request, "certification/trainer/sign.html", context, status=422 if form.errors else 200)


def confirmed(first: SignOff | None, said: tuple[int, Observation | None, Evidence | None], own: User) -> User | None:
    """Return who signed before with the same rating on the same ground, on their own account; nobody is ever named."""
    if first is None or first.assessor is None or first.assessor == own:
        return None
    return first.assessor if said == (first.rating, first.observation, first.evidence) else None
