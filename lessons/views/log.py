"""The log of a class: which lessons were held, and entering one that did not run here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions.permissions import access_taught_cohort
from lessons import services
from lessons.forms.log import DELIVERY_REFUSALS, HeldForm
from lessons.permissions import access_taught_delivery
from lessons.queries.log import class_log, lesson_choices
from lessons.queries.pages import localized


@staff_required
@require_safe
@no_store
def log(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """List the lessons held with a class, the latest first."""
    cohort = access_taught_cohort(request.user, cohort_id)
    rows = class_log(cohort, get_language())
    context = {"cohort": cohort, "rows": rows, "hours": sum(row.delivered.hours for row in rows)}
    return render(request, "lessons/teacher/log.html", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def enter(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Enter a lesson that was held on paper or without the platform."""
    cohort = access_taught_cohort(request.user, cohort_id)
    lessons = lesson_choices(cohort, get_language())
    form = HeldForm(request.POST if request.method == "POST" else None, cohort=cohort, lessons=lessons)
    if request.method == "POST" and form.is_valid():
        try:
            row, created = services.log_delivery(
                cohort=cohort, lesson=form.chosen, held=form.held, actor=request.user
            )  # fmt: skip
        except services.DeliveryRefused as refused:
            form.add_error("held_on", DELIVERY_REFUSALS[refused.code])
        else:
            if created:
                messages.success(request, _("The lesson stands in the log."))
                return see_other(reverse("attendance", args=[row.public_id]))
            messages.info(request, _("This lesson stands in the log for this day already. Here you can correct it."))
            return see_other(reverse("delivery", args=[row.public_id]))
    context = {"cohort": cohort, "form": form, "has_lessons": bool(lessons)}
    return render(request, "lessons/teacher/delivery.html", context, status=422 if form.errors else 200)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def delivery(request: SignedInRequest, delivery_id: str) -> HttpResponse:
    """Correct a row of the log."""
    row = access_taught_delivery(request.user, delivery_id)
    form = HeldForm(request.POST if request.method == "POST" else None, cohort=row.cohort, lessons={}, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_delivery(delivered=row, held=form.held, actor=request.user)
        except services.DeliveryRefused as refused:
            form.add_error("held_on", DELIVERY_REFUSALS[refused.code])
        else:
            messages.success(request, _("The changes are saved."))
            return see_other(reverse("class_log", args=[row.cohort.public_id]))
    title = localized([row.lesson], get_language())[row.lesson.translation_key].title
    context = {"cohort": row.cohort, "form": form, "row": row, "title": title, "has_lessons": True}
    return render(request, "lessons/teacher/delivery.html", context, status=422 if form.errors else 200)


@staff_required
@require_POST
def remove(request: SignedInRequest, delivery_id: str) -> HttpResponse:
    """Take a lesson out of the log that was not held."""
    row = access_taught_delivery(request.user, delivery_id)
    services.remove_delivery(delivered=row, actor=request.user)
    messages.success(request, _("The lesson is out of the log."))
    return see_other(reverse("class_log", args=[row.cohort.public_id]))
