"""The screens a member of staff has besides teaching."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from curriculum.enums import CourseReaders
from curriculum.permissions import READING_ROLES
from institutions.enums import Role
from institutions.models import Membership

if TYPE_CHECKING:
    from accounts.models import User


HELP_ROLES = {Role.SAFEGUARDING_LEAD, Role.COORDINATOR, Role.SITE_ADMIN}
CONTENT_ROLES = {Role.AUTHOR, Role.LANGUAGE_REVIEWER, Role.SAFEGUARDING_REVIEWER, Role.SITE_ADMIN}
FIGURE_ROLES = {Role.AUTHOR, Role.ANALYST, Role.SITE_ADMIN}
CLASS_ROLES = {Role.TEACHER, Role.TRAINER}


@dataclass(frozen=True)
class Duty:
    """One link on Today."""

    url: str
    text: str


# What the rooms above add: roles in, links out, without a query.
type Provider = Callable[[set[str]], Iterable[Duty]]
_providers: list[Provider] = []


def register_duties(provider: Provider) -> None:
    """Show the links of a room above on Today; called in its ``AppConfig.ready``. Twice is once."""
    if provider not in _providers:
        _providers.append(provider)


def staff_duties(user: "User") -> list[Duty]:
    """Return the links that the person's roles open. One query."""
    roles = set(Membership.objects.current().filter(user=user).values_list("role", flat=True))
    duties = []
    if roles & CLASS_ROLES:
        duties.append(Duty(reverse("class_new"), _("Create a class")))
        duties.append(Duty(reverse("classes"), _("Classes and school years")))
        duties.append(Duty(reverse("roster_import"), _("Import classes from a file")))
    if roles:
        duties.append(Duty(reverse("staff_library"), _("Library: leaflets, posters, films, plays")))
        duties.append(Duty(reverse("colleagues"), _("Colleagues and invitations")))
    if roles & READING_ROLES[CourseReaders.SOCIAL_WORKERS]:
        duties.append(Duty(reverse("countries"), _("Law and procedures by country")))
    if roles & HELP_ROLES:
        duties.append(Duty(reverse("help_directory"), _("Help numbers")))
    if roles & CONTENT_ROLES:
        duties.append(Duty(reverse("wagtailadmin_home"), _("Write and publish lessons")))
    if roles & FIGURE_ROLES:
        duties.append(Duty(reverse("figures"), _("Figures about questions")))
    duties += [duty for provider in _providers for duty in provider(roles)]
    duties.append(Duty(reverse("mfa_index"), _("Your second factor")))
    return duties
