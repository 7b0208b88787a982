"""The screens a member of staff has besides teaching."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from institutions.enums import Role
from institutions.models import Membership

if TYPE_CHECKING:
    from accounts.models import User


HELP_ROLES = {Role.SAFEGUARDING_LEAD, Role.COORDINATOR, Role.SITE_ADMIN}
CONTENT_ROLES = {Role.AUTHOR, Role.LANGUAGE_REVIEWER, Role.SAFEGUARDING_REVIEWER, Role.SITE_ADMIN}
CLASS_ROLES = {Role.TEACHER, Role.TRAINER}


@dataclass(frozen=True)
class Duty:
    """One link on Today."""

    url: str
    text: str


def staff_duties(user: "User") -> list[Duty]:
    """Return the links that the person's roles open. One query."""
    roles = set(Membership.objects.current().filter(user=user).values_list("role", flat=True))
    duties = []
    if roles & CLASS_ROLES:
        duties.append(Duty(reverse("class_new"), _("Create a class")))
        duties.append(Duty(reverse("roster_import"), _("Import classes from a file")))
    if roles:
        duties.append(Duty(reverse("colleagues"), _("Colleagues and invitations")))
    if roles & HELP_ROLES:
        duties.append(Duty(reverse("help_directory"), _("Help numbers")))
    if roles & CONTENT_ROLES:
        duties.append(Duty(reverse("wagtailadmin_home"), _("Write and publish lessons")))
    duties.append(Duty(reverse("mfa_index"), _("Your second factor")))
    return duties
