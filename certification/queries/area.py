"""The pages of the professional area that somebody's roles open: links for Today and for the area's own menu."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from certification.permissions import own_candidacies
from institutions.enums import Role
from institutions.permissions import memberships
from lessons.queries.duties import Duty


def duties_of(roles: set[str]) -> Iterable[Duty]:
    """Yield the links of a set of roles."""
    if Role.TRAINER in roles:
        yield Duty(reverse("training_groups"), _("Training groups"))
    if Role.CANDIDATE in roles:
        yield Duty(reverse("candidate_home"), _("My certification"))
        yield Duty(reverse("own_certificates"), _("Your certificates"))
    if Role.CERTIFIER in roles:
        yield Duty(reverse("certifier_waiting"), _("Decisions"))
        yield Duty(reverse("certificates_ending"), _("Certificates that end soon"))


def area_of(user: User) -> list[tuple[str, str]]:
    """Return (text, URL) of every page; one query, or two for somebody whose role of a candidate has ended."""
    roles = set(memberships(user).values_list("role", flat=True))
    if Role.CANDIDATE not in roles and own_candidacies(user).exists():
        roles.add(Role.CANDIDATE)
    return [(duty.text, duty.url) for duty in duties_of(roles)]
