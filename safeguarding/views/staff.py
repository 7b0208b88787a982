"""The directory of help contacts for those who keep it: list, propose, try, confirm."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.permissions import staff_required
from common.http import no_store, see_other
from safeguarding import queries, services
from safeguarding.enums import CheckMethod, ContactKind, Freshness
from safeguarding.forms import REFUSALS, ConfirmForm, ContactForm
from safeguarding.models import HelpContact, HelpContactChange
from safeguarding.permissions import access_change, access_contact, access_directory


@staff_required
@require_safe
@no_store
def directory(request: HttpRequest) -> HttpResponse:
    """List every contact with its freshness, what has to be tried again, and what waits for a second person."""
    access_directory(request.user)
    today = timezone.localdate()
    due: list[dict[str, Any]] = []
    fine: list[dict[str, Any]] = []
    for contact in queries.directory(settings.COUNTRY):
        group = fine if contact.freshness_on(today) == Freshness.CONFIRMED else due
        group.append({"contact": contact, "name": _name(contact.names)})
    context = {
        "due": due,
        "fine": fine,
        "waiting": [_change_row(change) for change in queries.waiting_changes(settings.COUNTRY)],
        "recent": [_change_row(change) for change in queries.recent_changes(settings.COUNTRY)],
        "country": settings.COUNTRY,
    }
    return render(request, "safeguarding/staff/directory.html", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def propose_new(request: HttpRequest) -> HttpResponse:
    """Propose a contact that is not in the directory yet."""
    return _propose(request, access_directory(request.user), None)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def propose_change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose other values for a contact, or, with the second button, taking it out."""
    keeper = access_directory(request.user)
    return _propose(request, keeper, access_contact(keeper, public_id))


@staff_required
@require_POST
@no_store
def propose_check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for a second person to try a number as it stands."""
    keeper = access_directory(request.user)
    contact = access_contact(keeper, public_id)
    try:
        services.propose_check(actor=keeper, contact=contact)
    except services.ChangeRefused as refused:
        messages.error(request, REFUSALS[refused.reason])
    else:
        messages.success(request, _("A second person can now try the number and confirm it."))
    return see_other(reverse("help_directory"))


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a proposal beside what stands now; POST confirms or declines it."""
    keeper = access_directory(request.user)
    proposal = access_change(keeper, public_id)
    is_own = proposal.proposed_by_id == keeper.pk
    is_declining = request.POST.get("decision") == "decline"
    form = ConfirmForm(None if request.method != "POST" or is_declining else request.POST)
    if request.method == "POST" and (is_declining or form.is_valid()):
        try:
            if is_declining:
                services.decline_change(change=proposal, actor=keeper)
                messages.success(request, _("The proposal was dropped."))
            else:
                services.confirm_change(
                    change=proposal,
                    actor=keeper,
                    method=CheckMethod(form.cleaned_data["method"]),
                    tried_on=form.cleaned_data["tried_on"],
                )
                messages.success(
                    request,
                    _("Confirmed. Students do not see the contact any more.")
                    if proposal.is_withdrawal
                    else _("Confirmed. Students see the contact from now on."),
                )
        except services.ChangeRefused as refused:
            messages.error(request, REFUSALS[refused.reason])
        return see_other(reverse("help_directory"))
    context = {"change": proposal, "row": _change_row(proposal), "is_own": is_own, "form": form}
    context["differences"] = _differences(proposal)
    return render(request, "safeguarding/staff/change.html", context, status=422 if form.errors else 200)


def _propose(request: HttpRequest, keeper: User, contact: HelpContact | None) -> HttpResponse:
    form = ContactForm(request.POST if request.method == "POST" else None, contact=contact)
    is_withdrawal = contact is not None and request.POST.get("decision") == "withdraw"
    if request.method == "POST" and (is_withdrawal or form.is_valid()):
        values = services.values_of(contact) if contact is not None and is_withdrawal else form.values(settings.COUNTRY)
        try:
            proposal = services.propose_change(
                actor=keeper, values=values, contact=contact, is_withdrawal=is_withdrawal
            )
        except services.ChangeRefused as refused:
            messages.error(request, REFUSALS[refused.reason])
            return see_other(reverse("help_directory"))
        messages.success(request, _("Proposed. A second person has to try it and confirm."))
        return see_other(reverse("help_change", args=[proposal.public_id]))
    context = {"form": form, "contact": contact, "name": _name(contact.names) if contact else ""}
    return render(request, "safeguarding/staff/contact_form.html", context, status=422 if form.errors else 200)


def _change_row(proposal: HelpContactChange) -> dict[str, Any]:
    return {"change": proposal, "name": _name(proposal.values["names"]), "number": proposal.values["number"]}


def _name(names: dict[str, str]) -> str:
    return queries.text_in(names, get_language() or settings.LANGUAGE_CODE)


def _differences(proposal: HelpContactChange) -> list[dict[str, Any]]:
    """Return every field with what stands now and what would stand, the changed ones first; texts once a language."""
    now = services.values_of(proposal.contact) if proposal.contact else {}
    form = ContactForm()
    found = [
        (str(bound.label), now.get(bound.name, ""), proposal.values.get(bound.name, ""))
        for bound in form.plain_fields()
    ]
    for name, (label, fields) in zip(("names", "hours", "notes"), form.text_groups(), strict=True):
        for bound in fields:
            code = bound.name.removeprefix(f"{name}_")
            texts_now, texts_then = now.get(name) or {}, proposal.values.get(name) or {}
            found.append((f"{label} · {bound.label}", texts_now.get(code, ""), texts_then.get(code, "")))
    lines = [
        {"label": label, "now": _words(before), "then": _words(after), "is_changed": before != after}
        for label, before, after in found
        if before or after
    ]
    return sorted(lines, key=lambda line: not line["is_changed"])


def _words(value: Any) -> str:
    """Return a stored value as people say it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(ContactKind(value).label) if value in ContactKind.values else str(value)
