"""Who keeps the directory of help contacts; the only way a view fetches a contact or a proposal."""

from typing import TYPE_CHECKING

from django.http import Http404

from institutions.enums import Role
from institutions.models import Membership
from safeguarding.models import HelpContact, HelpContactChange

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

KEEPERS = (Role.SITE_ADMIN, Role.SAFEGUARDING_LEAD, Role.COORDINATOR)


def can_keep_directory(user: "User | AnonymousUser") -> bool:
    """Whether somebody proposes and confirms contacts: administrators, child protection leads, coordinators."""
    return user.is_authenticated and Membership.objects.current().filter(user_id=user.pk, role__in=KEEPERS).exists()


def access_directory(user: "User | AnonymousUser") -> "User":
    """Return the user, a keeper; 404 for everybody else."""
    if user.is_authenticated and can_keep_directory(user):
        return user
    raise Http404


def access_contact(user: "User | AnonymousUser", public_id: str) -> HelpContact:
    """Return a contact that stands in the directory; 404 for all but its keepers."""
    access_directory(user)
    found = HelpContact.objects.standing().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def access_change(user: "User | AnonymousUser", public_id: str) -> HelpContactChange:
    """Return a proposal, decided or not; 404 for all but the directory's keepers."""
    access_directory(user)
    found = (
        HelpContactChange.objects.filter(public_id=public_id)
        .select_related("contact", "proposed_by", "confirmed_by", "declined_by")
        .first()
    )
    if found is None:
        raise Http404
    return found
