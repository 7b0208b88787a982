"""One candidate's dossier as an assessor reads it, and the small things noted in it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from certification.enums import Level, RelationKind
from certification.forms.trainer import CheckedForm
from certification.permissions import access_candidacy_to_assess, access_log_entry_to_supervise, candidacies_to_assess
from certification.queries.facts import findings_of
from certification.queries.portfolio import levels_of, parts_of
from certification.queries.texts import local_programme
from certification.services.opening import attest_background, declare_relation
from certification.services.reflecting import supervise_entry
from certification.services.signing import rate_level
from certification.views.acting import act
from common.http import no_store, see_other
from curriculum.models import Competency


@staff_required
@require_safe
@no_store
def portfolio(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Show evidence, observations and ratings sign-off by sign-off; what the candidate thinks stands apart."""
    candidacy = access_candidacy_to_assess(request.user, candidacy_id)
    mates = candidacies_to_assess(request.user).filter(cohort=candidacy.cohort_id, programme=candidacy.programme_id)
    order = list(mates.order_by("person__display_name", "pk").values_list("public_id", flat=True))
    place = order.index(candidacy.public_id)
    conflicts = candidacy.observations.filter(assessor=request.user, conflict_of__isnull=False, settled_at=None)
    context = {
        "candidacy": candidacy,
        "programme": local_programme(candidacy.programme),
        "parts": parts_of(candidacy),
        "levels": levels_of(candidacy),
        "level_choices": Level.choices,
        "entries": candidacy.log_entries.select_related("supervised_by").order_by("-written_at", "-pk"),
        "sheets": candidacy.sheets.select_related("vignette").order_by("vignette__position", "pk"),
        "missing": [one for one in findings_of([candidacy])[candidacy.pk] if not one.is_met],
        "conflicts": conflicts.select_related("rule"),
        "checked": CheckedForm(),
        "previous": order[place - 1] if place else "",
        "next": order[place + 1] if place + 1 < len(order) else "",
        "languages_switch": True,
    }
    return render(request, "certification/trainer/portfolio.html", context)


@staff_required
@require_POST
def background(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Note the day of a background check that the trainer has seen."""
    candidacy = access_candidacy_to_assess(request.user, candidacy_id)
    form = CheckedForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["checked_on"]
        done = _("The day is noted.")
        act(request, lambda: attest_background(candidacy=candidacy, checked_on=day, actor=request.user), done)
    return see_other(reverse("portfolio", args=[candidacy.public_id]))


@staff_required
@require_POST
def level(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Rate the level of one competency."""
    candidacy = access_candidacy_to_assess(request.user, candidacy_id)
    code, value = request.POST.get("competency", ""), request.POST.get("level", "")
    found = Competency.objects.filter(framework=candidacy.programme.framework_id, code=code).first()
    if found is not None and value.isdecimal():
        done = _("The level of %(code)s is rated.") % {"code": code}
        act(
            request,
            lambda: rate_level(candidacy=candidacy, competency=found, level=int(value[:2]), actor=request.user),
            done,
        )
    return see_other(reverse("portfolio", args=[candidacy.public_id]) + "#levels")


@staff_required
@require_POST
def step_aside(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Let an assessor say that they manage or are related to the candidate: they see the dossier no more."""
    candidacy = access_candidacy_to_assess(request.user, candidacy_id)
    kind = request.POST.get("kind", "")
    if kind == RelationKind.OWN_TRAINER:
        kind = ""
    done = _("Noted. Another trainer assesses this person.")
    is_done = act(
        request,
        lambda: declare_relation(candidacy=candidacy, member=request.user, kind=kind, actor=request.user),
        done,
    )
    there = ("training_group", candidacy.cohort.public_id) if is_done else ("portfolio", candidacy.public_id)
    return see_other(reverse(there[0], args=[there[1]]))


@staff_required
@require_POST
def supervise(request: SignedInRequest, entry_id: str) -> HttpResponse:
    """Note that an entry of the log was talked over."""
    entry = access_log_entry_to_supervise(request.user, entry_id)
    act(request, lambda: supervise_entry(entry=entry, actor=request.user), _("Noted that you talked it over."))
    return see_other(reverse("portfolio", args=[entry.candidacy.public_id]) + "#log")
