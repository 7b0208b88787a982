"""A student without a card: the seat, the wait, the sign-in once the teacher has said yes."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.http import no_store, see_other
from institutions import services
from institutions.enums import JoinState
from institutions.forms.classes import SeatForm
from institutions.models import JoinRequest
from institutions.services.joining import SESSION_KEY

LEARNER_HOME = "/my/"
STAFF_HOME = "/t/"


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def seat(request: HttpRequest, ticket: str) -> HttpResponse:
    """Ask for the number in the class list. Nothing on the page tells who is in the class."""
    if request.user.is_authenticated and not request.user.is_learner:
        return HttpResponseRedirect(STAFF_HOME)
    code = services.redeem_ticket(ticket)
    if code is None:
        return render(request, "institutions/join_over.html", status=404)
    form = SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = request.session.get(SESSION_KEY, {})
        try:
            asked = services.request_to_join(
                code=code, seat_number=form.cleaned_data["seat"], secret=kept.get("secret", "")
            )
        except services.JoinRefused:
            return render(request, "institutions/join_over.html", status=404)
        request.session[SESSION_KEY] = {"request": asked.join_request.public_id, "secret": asked.secret}
        return see_other(reverse("join_wait"))
    return render(request, "institutions/join_seat.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def wait(request: HttpRequest) -> HttpResponse:
    """Show where the request stands; once it is approved, the student's own tap signs in."""
    join_request = _own(request)
    if request.user.is_authenticated and join_request is None:
        return HttpResponseRedirect(LEARNER_HOME if request.user.is_learner else STAFF_HOME)
    if join_request is None or join_request.state == JoinState.DECLINED:
        request.session.pop(SESSION_KEY, None)
        return render(request, "institutions/join_over.html", {"is_declined": join_request is not None}, status=404)
    if request.method == "POST" and request.POST.get("action") == "no":
        request.session.pop(SESSION_KEY, None)
        return see_other("/")
    if request.method == "POST" and join_request.state == JoinState.APPROVED:
        if not services.use_approval(request, join_request):
            return render(request, "institutions/join_over.html", status=404)
        request.session.pop(SESSION_KEY, None)
        return see_other(LEARNER_HOME)
    context = {
        "join_request": join_request,
        "is_approved": join_request.state == JoinState.APPROVED,
        "learner": join_request.enrolment.learner if join_request.enrolment else None,
        "state": join_request.state,
        "is_still": "still" in request.GET,
    }
    return render(request, "institutions/join_wait.html", context)


@require_safe
@no_store
def wait_state(request: HttpRequest) -> HttpResponse:
    """Answer with the state of this browser's own request, as one word."""
    join_request = _own(request)
    return HttpResponse(join_request.state if join_request else "over", content_type="text/plain")


def _own(request: HttpRequest) -> JoinRequest | None:
    kept = request.session.get(SESSION_KEY)
    return services.own_request(public_id=kept["request"], secret=kept["secret"]) if kept else None
