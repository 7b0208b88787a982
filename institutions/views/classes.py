"""Opening a class and changing it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions import services
from institutions.enums import CohortKind
from institutions.forms.classes import COHORT_REFUSALS, CohortForm, EditCohortForm, end_of_school_year
from institutions.models import Institution
from institutions.permissions import access_taught_cohort, can_create_cohort, institutions_to_teach

REFUSED_FIELDS = {"name_taken": "name"}


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def new_class(request: SignedInRequest) -> HttpResponse:
    """Open a class, or a training group for whoever trains."""
    places = {kind: institutions_to_teach(request.user, kind) for kind in CohortKind.values}
    kinds = [kind for kind, found in places.items() if found]
    if not kinds:
        raise Http404
    ids = {institution.pk for kind in kinds for institution in places[kind]}
    institutions = Institution.objects.filter(pk__in=ids).select_related("centre").order_by("name")
    first = institutions[0]
    initial = {"ends_on": end_of_school_year(timezone.localdate()), "language": first.language}
    form = CohortForm(request.POST or None, institutions=institutions, kinds=kinds, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if not can_create_cohort(request.user, data["institution"], data["kind"]):
            form.add_error(None, _("You cannot open this kind of class at this institution."))
        else:
            try:
                cohort = services.create_cohort(**data, actor=request.user)
            except services.CohortRefused as refusal:
                form.add_error(REFUSED_FIELDS.get(refusal.code, "ends_on"), COHORT_REFUSALS[refusal.code])
            else:
                messages.success(request, _("The class is open. Add its students now."))
                return see_other(reverse("class_students", args=[cohort.public_id]))
    return render(request, "institutions/class_form.html", {"form": form}, status=422 if form.errors else 200)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def edit_class(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Change name, grade, language or last day of a class."""
    cohort = access_taught_cohort(request.user, cohort_id)
    form = EditCohortForm(request.POST or None, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("name", "grade", "language", "ends_on")}
        try:
            services.edit_cohort(cohort=cohort, **data, actor=request.user)
        except services.CohortRefused as refusal:
            form.add_error("ends_on", COHORT_REFUSALS[refusal.code])
        else:
            messages.success(request, _("The changes are saved."))
            return see_other(cohort.get_absolute_url())
    context = {"form": form, "cohort": cohort}
    return render(request, "institutions/class_form.html", context, status=422 if form.errors else 200)
