"""The links of this room on Today."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from institutions.enums import Role
from institutions.permissions.people import MANAGERS
from lessons.queries.duties import Duty


def duties_of(roles: set[str]) -> Iterator[Duty]:
    """Yield the links that somebody's roles open."""
    if Role.SITE_ADMIN in roles:
        yield Duty(reverse("status"), _("How the platform is doing"))
        yield Duty(reverse("retention"), _("What is removed when"))
    if roles & set(MANAGERS):
        yield Duty(reverse("jobs"), _("Work in the background"))
        yield Duty(reverse("audit"), _("Who did what"))
