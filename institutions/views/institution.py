"""An institution's rules, its classes in numbers, and who teaches them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions import services
from institutions.forms.staff import RulesForm, TeacherForm
from institutions.models import Cohort, CohortStaff, Institution
from institutions.permissions import (
    access_cohort_to_staff,
    access_institution_to_manage,
    can_allow_names,
    can_answer_for_institution,
)
from institutions.queries.classes import institution_classes
from institutions.queries.staff import possible_teachers


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def settings(request: SignedInRequest, institution_id: str) -> HttpResponse:
    """Show and change the rules; list classes with the number of their students, never with names."""
    institution = access_institution_to_manage(request.user, institution_id)
    form = RulesForm(
        request.POST or None, institution=institution, can_allow_names=can_allow_names(request.user, institution)
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.set_institution_rules(institution=institution, **form.cleaned_data, actor=request.user)
        except PermissionDenied:
            form.add_error("zero_names", _("Only a coordinator can let a boarding institution keep names."))
        else:
            messages.success(request, _("The rules are saved."))
            return see_other(reverse("institution", args=[institution_id]))
    context = {
        "institution": institution,
        "form": form,
        "classes": institution_classes(institution),
        "may_answer": can_answer_for_institution(request.user, institution),
    }
    return render(request, "institutions/institution.html", context, status=422 if form.errors else 200)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def teachers(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Say who teaches a class; whoever says it does not thereby see its students."""
    cohort = access_cohort_to_staff(request.user, cohort_id)
    form = _teacher_form(cohort, cohort.institution, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_cohort_staff(cohort=cohort, member=form.cleaned_data["member"], actor=request.user)
        except services.StaffRefused:
            form.add_error("member", _("This colleague does not teach here any more."))
        else:
            messages.success(request, _("The class has its teacher now."))
            return see_other(reverse("class_teachers", args=[cohort_id]))
    staff = CohortStaff.objects.current().filter(cohort=cohort).select_related("member__user").order_by("pk")
    context = {"cohort": cohort, "form": form, "staff": staff}
    return render(request, "institutions/teachers.html", context, status=422 if form.errors else 200)


@staff_required
@require_POST
@no_store
def end_teaching(request: SignedInRequest, cohort_id: str, member_id: str) -> HttpResponse:
    """Stop a colleague from teaching a class."""
    cohort = access_cohort_to_staff(request.user, cohort_id)
    staff = CohortStaff.objects.current().filter(cohort=cohort, member__public_id=member_id).first()
    if staff is None:
        raise Http404
    services.end_cohort_staff(staff=staff, actor=request.user)
    messages.success(request, _("This colleague no longer teaches the class."))
    return see_other(reverse("class_teachers", args=[cohort_id]))


def _teacher_form(cohort: Cohort, institution: Institution, data: Any) -> TeacherForm:
    teaching = CohortStaff.objects.current().filter(cohort=cohort).values("member")
    return TeacherForm(data, members=possible_teachers(institution, cohort.kind).exclude(pk__in=teaching))
