"""Help for those who begin to teach here: putting the first steps away, and a page for classes without internet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from lessons.services.first_steps import close_first_steps


@staff_required
@require_POST
def close_steps(request: SignedInRequest) -> HttpResponse:
    """Put the first steps away."""
    close_first_steps(user=request.user)
    return see_other(reverse("today"))


@staff_required
@require_safe
@no_store
def without_internet(request: SignedInRequest) -> HttpResponse:
    """Say how a lesson is run where there is no internet; made for printing."""
    return render(request, "lessons/teacher/without_internet.html")
