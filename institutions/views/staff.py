"""Colleagues: who they are, inviting them, ending a role, restoring a lost second factor or password."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import services as accounts
from accounts.enums import Lost
from accounts.permissions import SignedInRequest, confirmation_required, staff_required
from common.http import no_store, see_other
from institutions import services
from institutions.forms.staff import InvitationForm, ReasonForm, RoleForm
from institutions.permissions import (
    access_colleague,
    access_invitation,
    access_membership_to_end,
    institutions_to_manage,
    memberships,
    roles_to_give,
)
from institutions.permissions.places import can_keep_places
from institutions.queries.staff import colleague_list, open_invitations, roles_of, waiting_recoveries

PAGE = 50


@staff_required
@require_safe
@no_store
def colleagues(request: SignedInRequest) -> HttpResponse:
    """List the colleagues within somebody's scope, open invitations, and who needs a second factor restored."""
    own = list(memberships(request.user))
    page = Paginator(colleague_list(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "own": own,
        "can_invite": bool(roles_to_give(own)),
        "invitations": open_invitations(request.user),
        "recoveries": waiting_recoveries(list(page.object_list)),
        "institutions": institutions_to_manage(request.user),
        "keeps_places": can_keep_places(request.user),
    }
    return render(request, "institutions/colleagues.html", context)


@staff_required
@confirmation_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite a colleague; the code is on the answer to the form, once."""
    if not roles_to_give(memberships(request.user)):
        raise Http404
    # From the list of places: whom and where are chosen already, and can be changed.
    chosen = {name: request.GET.get(name) for name in ("role", "place")}
    form = InvitationForm(request.POST or None, actor=request.user, initial=chosen)
    if request.method == "POST" and form.is_valid():
        made = services.invite(
            display_name=form.cleaned_data["display_name"],
            role=form.cleaned_data["role"],
            scope=form.cleaned_data["scope"],
            actor=request.user,
        )
        address = request.build_absolute_uri(reverse("invitation"))
        return render(request, "institutions/invitation_made.html", {"made": made, "address": address})
    return render(request, "institutions/invite.html", {"form": form}, status=422 if form.errors else 200)


@staff_required
@require_POST
@no_store
def withdraw(request: SignedInRequest, invitation_id: str) -> HttpResponse:
    """Make an invitation worthless."""
    services.withdraw_invitation(invitation=access_invitation(request.user, invitation_id), actor=request.user)
    messages.success(request, _("The invitation no longer works."))
    return see_other(reverse("colleagues"))


@staff_required
@confirmation_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def colleague(request: SignedInRequest, user_id: str) -> HttpResponse:
    """Show a colleague's roles and what can be done about them; give another role."""
    person = access_colleague(request.user, user_id)
    form = RoleForm(request.POST or None, actor=request.user) if roles_to_give(memberships(request.user)) else None
    if request.method == "POST" and form is not None and form.is_valid():
        given = services.grant_role(
            user=person, role=form.cleaned_data["role"], scope=form.cleaned_data["scope"], actor=request.user
        )
        messages.success(request, _("The role is given: %(role)s.") % {"role": given.get_role_display()})
        return see_other(reverse("colleague", args=[user_id]))
    waiting = {Lost(recovery.lost): recovery for recovery in waiting_recoveries([person])}
    context = {
        "person": person,
        "roles": roles_of(person, request.user),
        "lost_factor": waiting.get(Lost.SECOND_FACTOR),
        "lost_password": waiting.get(Lost.PASSWORD),
        "form": form,
    }
    has_errors = form is not None and bool(form.errors)
    return render(request, "institutions/colleague.html", context, status=422 if has_errors else 200)


@staff_required
@confirmation_required
@require_POST
@no_store
def end_role(request: SignedInRequest, membership_id: str) -> HttpResponse:
    """End a colleague's role, at once."""
    membership = access_membership_to_end(request.user, membership_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.end_role(membership=membership, actor=request.user, reason=reason)
    except services.LastAdministrator:
        messages.error(request, _("This is the last site administrator. Give the role to somebody else first."))
    else:
        messages.success(request, _("The role has ended: %(role)s.") % {"role": membership.get_role_display()})
    return see_other(reverse("colleagues"))


@staff_required
@confirmation_required
@require_POST
@no_store
def leave(request: SignedInRequest, institution_id: str) -> HttpResponse:
    """End one's own roles at an institution, at once; the sign-in ends with them."""
    own = memberships(request.user).filter(institution__public_id=institution_id).first()
    if own is None or own.institution is None:
        raise Http404
    try:
        services.leave_institution(user=request.user, institution=own.institution, actor=request.user)
    except services.LastAdministrator:
        messages.error(request, _("This is the last site administrator. Give the role to somebody else first."))
        return see_other(reverse("colleagues"))
    return see_other("/")


@staff_required
@confirmation_required
@require_POST
@no_store
def restore(request: SignedInRequest, user_id: str, lost: Lost = Lost.SECOND_FACTOR) -> HttpResponse:
    """Ask for a new start for a colleague, or confirm what another one asked for; the code is on this answer only."""
    user = access_colleague(request.user, user_id)
    waiting = waiting_recoveries([user]).filter(lost=lost).first()
    try:
        if waiting is None:
            accounts.request_recovery(user=user, actor=request.user, lost=lost)
        elif waiting.requested_by_id != request.user.pk:
            code = accounts.confirm_recovery(recovery=waiting, actor=request.user)
            groups = " ".join(code[at : at + 4] for at in range(0, len(code), 4))
            context = {"person": user, "code": groups, "is_password": lost == Lost.PASSWORD}
            return render(request, "institutions/recovery_code.html", context)
    except accounts.RecoveryRefused:
        messages.error(
            request,
            _(
                "This is not possible now. Password and second factor are not restored within the same week: for "
                "somebody who lost both, end the roles and write a new invitation."
            ),
        )
        return see_other(reverse("colleagues"))
    messages.success(request, _("Now a second colleague has to confirm. They find it under “Colleagues”."))
    return see_other(reverse("colleague", args=[user_id]))
