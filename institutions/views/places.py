"""The list of places: regions, towns and villages, institutions; adding and renaming them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, confirmation_required, staff_required
from common.http import no_store, see_other
from institutions import services
from institutions.forms.places import CentreForm, InstitutionForm, NameForm, RegionForm
from institutions.permissions.places import (
    access_centre,
    access_place,
    access_region,
    can_add_region,
    can_keep_places,
)
from institutions.queries.places import empty_regions, place_list, towns

# Towns and villages; most have one institution.
PAGE = 50


@staff_required
@require_safe
@no_store
def places(request: SignedInRequest) -> HttpResponse:
    """List what somebody keeps, and where an institution still has no head."""
    if not can_keep_places(request.user):
        raise Http404
    page = Paginator(towns(request.user), PAGE).get_page(request.GET.get("page"))
    regions = place_list(request.user, list(page.object_list))
    if page.number == 1:
        regions = [*empty_regions(request.user), *regions]
    context = {"regions": regions, "page_obj": page, "can_add": can_add_region(request.user)}
    return render(request, "institutions/places.html", context)


@staff_required
@confirmation_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def new_region(request: SignedInRequest) -> HttpResponse:
    """Open a region."""
    if not can_add_region(request.user):
        raise Http404
    form = RegionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.make_region(**form.cleaned_data, actor=request.user)
        return _listed(request, form)
    return _page(request, form, _("Add a region"))


@staff_required
@confirmation_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def new_centre(request: SignedInRequest, region_id: str) -> HttpResponse:
    """Add a town or village to a region."""
    region = access_region(request.user, region_id)
    form = CentreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.make_centre(region=region, **form.cleaned_data, actor=request.user)
        return _listed(request, form)
    return _page(request, form, _("Add a town or village"), where=region)


@staff_required
@confirmation_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def new_institution(request: SignedInRequest, centre_id: str) -> HttpResponse:
    """Open an institution in a town or village."""
    centre = access_centre(request.user, centre_id)
    form = InstitutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.make_institution(centre=centre, **form.cleaned_data, actor=request.user)
        return _listed(request, form)
    return _page(request, form, _("Add an institution"), where=centre)


@staff_required
@confirmation_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def rename(request: SignedInRequest, kind: str, place_id: str) -> HttpResponse:
    """Give a place another name."""
    place = access_place(request.user, kind, place_id)
    form = NameForm(request.POST or None, initial={"name": place.name})
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_place(place=place, name=form.cleaned_data["name"], actor=request.user)
        except services.NameTaken:
            form.add_error("name", _("Another place here has this name already."))
        else:
            return _listed(request, form)
    return _page(request, form, _("Change the name"), where=place)


def _listed(request: SignedInRequest, form: Form) -> HttpResponse:
    messages.success(request, _("“%(name)s” is in the list.") % {"name": form.cleaned_data["name"]})
    return see_other(reverse("places"))


def _page(request: SignedInRequest, form: Form, heading: str, *, where: Any = None) -> HttpResponse:
    context = {"form": form, "heading": heading, "where": where}
    return render(request, "institutions/place_form.html", context, status=422 if form.errors else 200)
