"""Indicator sheets on invented cases: filled in once, then shown beside the key."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, staff_required
from certification.forms.candidate import SheetForm
from certification.permissions import access_own_candidacy, access_own_case
from certification.services.sheets import send_sheet
from certification.views.acting import act
from common.http import no_store, see_other


@staff_required
@require_safe
@no_store
def cases(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """List the invented cases with what was reached."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    sent = {sheet.vignette_id: sheet for sheet in candidacy.sheets.all()}
    found = candidacy.programme.vignettes.filter(is_current=True).order_by("position", "pk")
    context = {"candidacy": candidacy, "cases": [(one, sent.get(one.pk)) for one in found]}
    return render(request, "certification/candidate/cases.html", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def case(request: SignedInRequest, candidacy_id: str, case_code: str) -> HttpResponse:
    """Show one case with its signs; after sending with the key, the model answer and what one would not do."""
    candidacy, vignette = access_own_case(request.user, candidacy_id, case_code)
    signs = list(vignette.signs.filter(is_current=True).order_by("position", "pk"))
    sheet = candidacy.sheets.filter(vignette=vignette).first()
    form = SheetForm(request.POST if request.method == "POST" else None, signs=signs)
    if request.method == "POST" and form.is_valid():
        answers, why = form.said("sign"), form.said("why")
        done = _("Your sheet is sent. Compare it with the key.")
        act(
            request,
            lambda: send_sheet(candidacy=candidacy, vignette=vignette, answers=answers, why=why, actor=request.user),
            done,
        )
        return see_other(reverse("candidate_case", args=[candidacy.public_id, vignette.code]))
    answers_given = sheet.answers.select_related("sign").order_by("sign__position", "pk") if sheet else []
    rows = [(form[f"sign-{one.code}"], form[f"why-{one.code}"], one) for one in signs]
    context = {"candidacy": candidacy, "case": vignette, "form": form, "sheet": sheet, "rows": rows}
    context["answers"] = answers_given
    return render(request, "certification/candidate/case.html", context, status=422 if form.errors else 200)
