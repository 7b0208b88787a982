"""A candidate's own area: the way to the certificate, opening a dossier, handing it in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from certification.enums import CandidacyState
from certification.forms.candidate import AppealForm
from certification.permissions import access_own_candidacy, can_enter_own_area, own_candidacies
from certification.queries.opening import openable
from certification.queries.path import way_of
from certification.queries.texts import local_programme, titles_of
from certification.services.appealing import appeal_refusal
from certification.services.opening import open_candidacy, withdraw
from certification.services.submitting import resume_candidacy, submit_candidacy
from certification.views.acting import act
from common.http import no_store, see_other


@staff_required
@require_safe
@no_store
def home(request: SignedInRequest) -> HttpResponse:
    """List somebody's dossiers, and what they could begin."""
    if not can_enter_own_area(request.user):
        raise Http404
    dossiers = list(own_candidacies(request.user).order_by("-opened_at", "-pk"))
    titles = titles_of([one.programme for one in dossiers])
    context = {
        "dossiers": [(one, titles[one.programme_id]) for one in dossiers],
        "openable": openable(request.user),
        "languages_switch": True,
    }
    return render(request, "certification/candidate/home.html", context)


@staff_required
@require_POST
def begin(request: SignedInRequest) -> HttpResponse:
    """Open a dossier of one's own in a group where one has a place."""
    asked = (request.POST.get("programme", ""), request.POST.get("cohort", ""))
    found = [one for one in openable(request.user) if (one.programme.public_id, one.cohort.public_id) == asked]
    if not found:
        raise Http404
    way = found[0]
    done = _("Your dossier is open.")
    act(
        request,
        lambda: open_candidacy(
            programme=way.programme, person=request.user, cohort=way.cohort, actor=request.user
        ),
        done,
    )  # fmt: skip
    return see_other(reverse("candidate_home"))


@staff_required
@require_safe
@no_store
def path(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Show each rule in words: what is done, what comes next, what ends soon."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    context = {
        "candidacy": candidacy,
        "programme": local_programme(candidacy.programme),
        "way": way_of(candidacy),
        "unread": candidacy.observations.filter(finished_at__isnull=False, acknowledged_at=None).count(),
        "appeal": candidacy.appeals.order_by("-opened_at").first(),
        "form": AppealForm() if candidacy.state == CandidacyState.REFUSED else None,
        "languages_switch": True,
    }
    return render(request, "certification/candidate/path.html", context)


@staff_required
@require_POST
def submit(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Hand the dossier in."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    done = _("Your dossier is handed in. Two certifiers decide about it.")
    act(request, lambda: submit_candidacy(candidacy=candidacy, actor=request.user), done)
    return see_other(reverse("candidate_path", args=[candidacy.public_id]))


@staff_required
@require_POST
def take_back(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Take the dossier back."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    done = _("Your dossier is taken back. You can go on with it when you like.")
    act(request, lambda: withdraw(candidacy=candidacy, actor=request.user), done)
    return see_other(reverse("candidate_path", args=[candidacy.public_id]))


@staff_required
@require_POST
def go_on(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Go on with a dossier that was taken back or not awarded."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    act(request, lambda: resume_candidacy(candidacy=candidacy, actor=request.user), _("Your dossier is open."))
    return see_other(reverse("candidate_path", args=[candidacy.public_id]))


@staff_required
@require_POST
def appeal(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Ask to look again at a decision."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    reason = request.POST.get("reason", "")
    done = _("Somebody who had no part in the decision will look at it again.")
    act(request, lambda: appeal_refusal(candidacy=candidacy, reason_code=reason, actor=request.user), done)
    return see_other(reverse("candidate_path", args=[candidacy.public_id]))
