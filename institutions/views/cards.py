"""Login cards: choosing whose, printing, cancelling one, a new PIN."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions import services
from institutions.models import Cohort, Enrolment
from institutions.permissions import access_taught_cohort, access_taught_enrolment
from institutions.queries.classes import RosterRow, roster

# One name for every class: a folder of downloads tells nothing.
FILE_NAME = "cards.pdf"


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def cards(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Show who has a card; the answer to the form is the sheet itself, and no copy of it is kept."""
    cohort = access_taught_cohort(request.user, cohort_id)
    if request.method != "POST":
        return _list(request, cohort)
    chosen = set(request.POST.getlist("place"))
    places = Enrolment.objects.active().filter(cohort=cohort, public_id__in=chosen)
    try:
        pdf = services.print_cards(
            cohort=cohort, enrolments=list(places), actor=request.user, base_url=request.build_absolute_uri("/")[:-1]
        )
    except services.NobodyChosen:
        return _list(request, cohort, {"error": _("Choose at least one student."), "chosen": chosen}, status=422)
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@staff_required
@require_http_methods(["GET", "HEAD"])
@no_store
def card(request: SignedInRequest, cohort_id: str, enrolment_id: str) -> HttpResponse:
    """Show one student's card and what can be done with it."""
    enrolment = _place(request, cohort_id, enrolment_id)
    row = next((row for row in roster(enrolment.cohort) if row.enrolment.pk == enrolment.pk), None)
    if row is None:
        raise Http404
    return render(request, "institutions/card.html", {"cohort": enrolment.cohort, "row": row, "enrolment": enrolment})


@staff_required
@require_POST
@no_store
def cancel(request: SignedInRequest, cohort_id: str, enrolment_id: str) -> HttpResponse:
    """Cancel one card, at once."""
    enrolment = _place(request, cohort_id, enrolment_id)
    services.cancel_learner_card(enrolment=enrolment, actor=request.user)
    messages.success(request, _("The card of %(who)s no longer works.") % {"who": enrolment.label})
    return see_other(reverse("class_cards", args=[cohort_id]))


@staff_required
@require_POST
@no_store
def reset_pin(request: SignedInRequest, cohort_id: str, enrolment_id: str) -> HttpResponse:
    """Let a student choose a new PIN."""
    enrolment = _place(request, cohort_id, enrolment_id)
    if services.reset_learner_pin(enrolment=enrolment, actor=request.user):
        text = _("%(who)s chooses a new PIN the next time the card is used.")
        messages.success(request, text % {"who": enrolment.label})
    return see_other(reverse("class_cards", args=[cohort_id]))


def _place(request: SignedInRequest, cohort_id: str, enrolment_id: str) -> Enrolment:
    enrolment = access_taught_enrolment(request.user, enrolment_id)
    if enrolment.cohort.public_id != cohort_id or enrolment.left_on is not None:
        raise Http404
    return enrolment


def _list(
    request: SignedInRequest, cohort: Cohort, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    rows = roster(cohort)
    context = {"chosen": None, **(context or {})}
    context |= {
        "cohort": cohort,
        "rows": [(row, _is_chosen(row, context["chosen"])) for row in rows],
        "without": sum(not row.has_card for row in rows),
    }
    return render(request, "institutions/cards.html", context, status=status)


def _is_chosen(row: RosterRow, chosen: set[str] | None) -> bool:
    """Whoever has no card is chosen beforehand."""
    return not row.has_card if chosen is None else row.enrolment.public_id in chosen
