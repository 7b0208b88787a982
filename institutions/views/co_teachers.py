"""Who teaches a class together: its teacher lets colleagues of the institution in, and lets them go."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions import services
from institutions.enums import CohortKind, CohortRole
from institutions.forms.staff import TeacherForm
from institutions.models import CohortStaff
from institutions.permissions.classes import access_taught_cohort
from institutions.queries.staff import possible_teachers


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def co_teachers(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """List who teaches the class; POST lets a colleague of the institution teach it too."""
    cohort = access_taught_cohort(request.user, cohort_id)
    staff = CohortStaff.objects.current().filter(cohort=cohort).select_related("member__user", "cohort").order_by("pk")
    members = possible_teachers(cohort.institution, cohort.kind).exclude(user__in=staff.values("member__user"))
    form = TeacherForm(request.POST if request.method == "POST" else None, members=members)
    if request.method == "POST" and form.is_valid():
        role = CohortRole.CO_TEACHER if cohort.kind == CohortKind.CLASS else None
        try:
            services.add_cohort_staff(
                cohort=cohort, member=form.cleaned_data["member"], actor=request.user, role=role
            )  # fmt: skip
        except services.StaffRefused:
            form.add_error("member", _("This colleague does not teach here any more."))
        else:
            messages.success(request, _("Your colleague teaches the class too and sees its students and answers."))
            return see_other(reverse("class_co_teachers", args=[cohort_id]))
    rows = list(staff)
    own = {row.pk for row in rows if row.member.user_id == request.user.pk}
    may_go = {row.pk for row in rows if row.pk in own or row.role == CohortRole.CO_TEACHER} if len(rows) > 1 else set()
    context = {"cohort": cohort, "form": form, "rows": [(row, row.pk in may_go, row.pk in own) for row in rows]}
    return render(request, "institutions/co_teachers.html", context, status=422 if form.errors else 200)


@staff_required
@require_POST
@no_store
def end(request: SignedInRequest, cohort_id: str, member_id: str) -> HttpResponse:
    """Let a co-teacher go, or leave the class oneself while somebody else teaches it."""
    cohort = access_taught_cohort(request.user, cohort_id)
    staff = CohortStaff.objects.current().filter(cohort=cohort, member__public_id=member_id)
    found = staff.select_related("member", "cohort").first()
    if found is None:
        raise Http404
    try:
        services.let_teacher_go(staff=found, actor=request.user)
    except services.StaffRefused:
        messages.error(request, _("Only a co-teacher can be let go here, and somebody has to teach the class."))
        return see_other(reverse("class_co_teachers", args=[cohort_id]))
    if found.member.user_id == request.user.pk:
        messages.success(request, _("You no longer teach this class."))
        return see_other("/t/")
    messages.success(request, _("This colleague no longer teaches the class."))
    return see_other(reverse("class_co_teachers", args=[cohort_id]))
