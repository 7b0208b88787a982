"""Closing an institution and opening it again, from the list of places."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, factor_required, staff_required
from common.http import no_store, see_other
from institutions import services
from institutions.forms.closing import ClosingForm
from institutions.models import Institution
from institutions.permissions.places import institutions_to_keep
from institutions.permissions.scopes import first_or_404
from institutions.queries.classes import institution_classes


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@factor_required
@no_store
def close(request: SignedInRequest, institution_id: str) -> HttpResponse:
    """Say what closing does, ask why, and do it."""
    institution = _kept(request, institution_id)
    if institution.closed_on is not None:
        raise Http404
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.close_institution(institution=institution, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("“%(name)s” is closed.") % {"name": institution.name})
        return see_other(reverse("places"))
    context = {"institution": institution, "form": form, "classes": institution_classes(institution)}
    return render(request, "institutions/close.html", context, status=422 if form.errors else 200)


@staff_required
@require_POST
@factor_required
@no_store
def reopen(request: SignedInRequest, institution_id: str) -> HttpResponse:
    """Open it again, unless it was oneself who closed it."""
    institution = _kept(request, institution_id)
    try:
        services.reopen_institution(institution=institution, actor=request.user)
    except services.ReopeningRefused as refusal:
        if refusal.code == "same_person":
            messages.error(request, _("You closed it yourself: another coordinator or administrator opens it again."))
        else:
            messages.error(request, _("It closed more than thirty days ago. Add it anew."))
    else:
        messages.success(request, _("“%(name)s” is open again. Print new cards.") % {"name": institution.name})
    return see_other(reverse("places"))


def _kept(request: SignedInRequest, institution_id: str) -> Institution:
    return first_or_404(institutions_to_keep(request.user).filter(public_id=institution_id))
