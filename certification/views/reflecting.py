"""What candidates say about themselves: the code of conduct, the log, their own levels, who is too near."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from certification.forms.candidate import EntryForm, NearForm, OwnLevelsForm
from certification.permissions import access_own_candidacy
from certification.queries.portfolio import levels_of
from certification.queries.texts import local_programme
from certification.services.opening import declare_relation, sign_conduct
from certification.services.reflecting import assess_oneself, write_entry
from certification.views.acting import act
from common.http import no_store, see_other


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def conduct(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Show the code of conduct and let the candidate sign it."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    if request.method == "POST":
        act(request, lambda: sign_conduct(candidacy=candidacy, actor=request.user), _("You have signed it."))
        return see_other(reverse("candidate_path", args=[candidacy.public_id]))
    context = {"candidacy": candidacy, "sentences": local_programme(candidacy.programme).code_of_conduct.splitlines()}
    return render(request, "certification/candidate/conduct.html", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def log(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Show the reflective log and take in an entry."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    form = EntryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        done = _("The entry is in your log.")
        if act(request, lambda: write_entry(candidacy=candidacy, text=text, actor=request.user), done):
            return see_other(reverse("candidate_log", args=[candidacy.public_id]))
    entries = candidacy.log_entries.select_related("supervised_by").order_by("-written_at", "-pk")
    context = {"candidacy": candidacy, "form": form, "entries": entries}
    return render(request, "certification/candidate/log.html", context, status=422 if form.errors else 200)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def own_levels(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Let candidates say where they see themselves; it stands apart from what assessors rate."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    rows = list(levels_of(candidacy))
    form = OwnLevelsForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST" and form.is_valid():
        levels = form.levels
        done = _("Saved. It decides nothing: it is for the talk with your assessor.")
        act(request, lambda: assess_oneself(candidacy=candidacy, levels=levels, actor=request.user), done)
        return see_other(reverse("candidate_levels", args=[candidacy.public_id]))
    context = {"candidacy": candidacy, "form": form, "rows": rows}
    return render(request, "certification/candidate/levels.html", context, status=422 if form.errors else 200)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def near(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Let candidates name trainers who manage them or are relatives: these judge nothing."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    posted = request.POST if request.method == "POST" else None
    form = NearForm(posted, cohort=candidacy.cohort, own=request.user.pk)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        member = form.people[said["member"]]
        done = _("Noted. This person judges nothing of your work.")
        act(
            request,
            lambda: declare_relation(candidacy=candidacy, member=member, kind=said["kind"], actor=request.user),
            done,
        )
        return see_other(reverse("candidate_near", args=[candidacy.public_id]))
    relations = candidacy.relations.select_related("member").order_by("pk")
    context = {"candidacy": candidacy, "form": form, "relations": relations}
    return render(request, "certification/candidate/near.html", context, status=422 if form.errors else 200)
