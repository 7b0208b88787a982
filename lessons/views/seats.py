"""The phones that joined without a name, for a teacher who has to take one out."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from lessons.permissions import access_taught_run
from lessons.services.seating import remove_seat

LONGEST_NUMBER = 3


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def seats(request: SignedInRequest, run_id: str) -> HttpResponse:
    """List them by drawing and number; POST takes one out, which that phone is not told."""
    run = access_taught_run(request.user, run_id)
    if request.method == "POST":
        sent = request.POST.get("seat", "")
        if sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_NUMBER:
            remove_seat(run=run, number=int(sent))
        return see_other(reverse("run_seats", args=[run_id]))
    found = run.seats.filter(learner=None, is_removed=False)
    return render(request, "lessons/teacher/seats.html", {"run": run, "seats": found})
