"""Training groups and the table of one: who has shown what."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from certification.permissions import access_group, groups_to_train, is_trainer
from certification.queries.grid import grids_of
from certification.queries.opening import candidates_for, newcomers
from certification.queries.texts import titles_of
from certification.services.enrolling import place_candidate
from certification.services.opening import open_candidacy
from certification.views.acting import act
from common.http import no_store, see_other


@staff_required
@require_safe
@no_store
def groups(request: SignedInRequest) -> HttpResponse:
    """List the training groups of a trainer."""
    if not is_trainer(request.user):
        raise Http404
    context = {"groups": groups_to_train(request.user), "languages_switch": True}
    return render(request, "certification/trainer/groups.html", context)


@staff_required
@require_safe
@no_store
def group(request: SignedInRequest, group_id: str) -> HttpResponse:
    """Show the table of people and competencies; what ends soon stands first."""
    cohort = access_group(request.user, group_id)
    grids = grids_of(cohort, request.user)
    fresh = newcomers(cohort)
    titles = titles_of([grid.programme for grid in grids] + [one.programme for one in fresh])
    context = {
        "cohort": cohort,
        "grids": [(grid, titles[grid.programme.pk]) for grid in grids],
        "colleagues": candidates_for(cohort),
        "newcomers": [(one, titles[one.programme.pk]) for one in fresh],
        "languages_switch": True,
    }
    return render(request, "certification/trainer/group.html", context)


@staff_required
@require_POST
def open_dossier(request: SignedInRequest, group_id: str) -> HttpResponse:
    """Open a dossier for somebody of the group."""
    cohort = access_group(request.user, group_id)
    asked = (request.POST.get("place", ""), request.POST.get("programme", ""))
    found = [one for one in newcomers(cohort) if (one.place.public_id, one.programme.public_id) == asked]
    if found:
        one = found[0]
        act(
            request,
            lambda: open_candidacy(
                programme=one.programme, person=one.place.learner, cohort=cohort, actor=request.user
            ),
            _("The dossier is open."),
        )  # fmt: skip
    return see_other(reverse("training_group", args=[cohort.public_id]))


@staff_required
@require_POST
def add_candidate(request: SignedInRequest, group_id: str) -> HttpResponse:
    """Give a colleague a place in the group."""
    cohort = access_group(request.user, group_id)
    person = candidates_for(cohort).filter(public_id=request.POST.get("person", "")).first()
    if person is not None:
        done = _("%(name)s has a place in the group.") % {"name": person.get_full_name()}
        act(request, lambda: place_candidate(cohort=cohort, person=person, actor=request.user), done)
    return see_other(reverse("training_group", args=[cohort.public_id]))
