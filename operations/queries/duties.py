"""What this room adds to Today: links, and a word when the backup is too old."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from institutions.enums import Role
from institutions.permissions.people import MANAGERS
from lessons.queries.duties import Duty
from lessons.queries.notices import Reminder, to_roles
from operations.queries.backups import last_backup


def duties_of(roles: set[str]) -> Iterator[Duty]:
    """Yield the links that somebody's roles open."""
    if Role.SITE_ADMIN in roles:
        yield Duty(reverse("status"), _("How the platform is doing"))
        yield Duty(reverse("retention"), _("What is removed when"))
    if roles & set(MANAGERS):
        yield Duty(reverse("jobs"), _("Work in the background"))
        yield Duty(reverse("audit"), _("Who did what"))


def backup_reminder() -> Reminder:
    """Return what site administrators are told on Today when the last backup is too old."""
    return Reminder(
        kind="backup_late",
        collect=lambda: to_roles({Role.SITE_ADMIN}, int(last_backup().is_late)),
        words=lambda _number: _("There is no backup of the last day."),
        url=lambda: reverse("status"),
    )
