"""Who was at a lesson: the whole class on one screen, a tap for each student."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from lessons import services
from lessons.permissions import access_taught_delivery
from lessons.queries.log import attendance_list
from lessons.queries.pages import localized


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def attendance(request: SignedInRequest, delivery_id: str) -> HttpResponse:
    """Show the list as saved or as proposed; POST saves all of it, or keeps no list."""
    row = access_taught_delivery(request.user, delivery_id)
    if request.method == "POST":
        if "forget" in request.POST:
            services.forget_attendance(delivered=row, actor=request.user)
            messages.success(request, _("Only the number of students is kept."))
        else:
            services.record_attendance(delivered=row, present=request.POST.getlist("place"), actor=request.user)
            messages.success(request, _("The list is saved."))
        return see_other(reverse("class_log", args=[row.cohort.public_id]))
    places = attendance_list(row)
    context = {
        "cohort": row.cohort,
        "row": row,
        "title": localized([row.lesson], get_language())[row.lesson.translation_key].title,
        "places": places,
        "ticked": sum(one.is_ticked for one in places),
    }
    return render(request, "lessons/teacher/attendance.html", context)
