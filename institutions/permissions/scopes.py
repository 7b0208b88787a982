"""Where a role holds, and which places contain which: institution ⊂ centre ⊂ region ⊂ installation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from accounts.models import User
from institutions.models import (
    Institution,
    Invitation,
    Membership,
    MembershipQuerySet,
    PopulationCentre,
    Region,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

type Visitor = "User | AnonymousUser"

NOTHING = Q(pk__in=())
EVERYTHING = Q(pk__isnull=False)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a role holds: an institution, a centre, a region, or (nothing given) the whole installation."""

    institution: Institution | None = None
    centre: PopulationCentre | None = None
    region: Region | None = None

    @classmethod
    def of(cls, row: Membership | Invitation) -> Self:
        """Return the scope of a role or an invitation, fetched with ``institution__centre``, ``centre``, ``region``."""
        return cls(row.institution, row.centre, row.region)

    @property
    def path(self) -> tuple[int, ...]:
        """Return the numbers of region, centre and institution, as far as the scope goes down."""
        if self.institution is not None:
            return self.institution.centre.region_id, self.institution.centre_id, self.institution.pk
        if self.centre is not None:
            return self.centre.region_id, self.centre.pk
        return (self.region.pk,) if self.region is not None else ()

    @property
    def fields(self) -> dict[str, Any]:
        """Return the columns of a role or an invitation with this scope."""
        return {
            "institution": self.institution,
            "centre": self.centre,
            "region": self.region,
            "is_installation_wide": not self.path,
        }

    def contains(self, other: "Scope") -> bool:
        """Whether the other scope is this one or lies inside it."""
        return other.path[: len(self.path)] == self.path

    def inside(self) -> Q:
        """Return the condition on roles "this scope or a narrower one"; the pair of ``contains``."""
        match self.path:
            case (_, _, institution):
                return Q(institution=institution)
            case (_, centre):
                return Q(centre=centre) | Q(institution__centre=centre)
            case (region,):
                return Q(region=region) | Q(centre__region=region) | Q(institution__centre__region=region)
        return EVERYTHING

    def around(self) -> Q:
        """Return the condition on roles "this scope or a wider one"."""
        names = ("region", "centre", "institution")
        return either(
            Q(is_installation_wide=True), *(Q(**{name: key}) for name, key in zip(names, self.path, strict=False))
        )


def memberships(user: Visitor) -> MembershipQuerySet:
    """Return somebody's roles that are in force; nobody who is not staff has any."""
    if not isinstance(user, User) or user.is_learner:
        return Membership.objects.none()
    return Membership.objects.current().filter(user=user).select_related("institution__centre", "centre", "region")


def has_role(user: Visitor, *roles: str, institution: Institution | None = None) -> bool:
    """Whether somebody has one of the roles: anywhere, or at an institution (which a wider scope contains)."""
    found = memberships(user).filter(role__in=roles)
    return found.filter(Scope(institution).around()).exists() if institution else found.exists()


def institutions_with(user: Visitor, roles: Iterable[str]) -> QuerySet[Institution]:
    """Return the institutions inside the scopes in which somebody has one of the roles; the pair of ``has_role``."""
    conditions = []
    for own in memberships(user).filter(role__in=roles):
        match Scope.of(own).path:
            case (_, _, institution):
                conditions.append(Q(pk=institution))
            case (_, centre):
                conditions.append(Q(centre=centre))
            case (region,):
                conditions.append(Q(centre__region=region))
            case _:
                conditions.append(EVERYTHING)
    return Institution.objects.filter(either(*conditions)).select_related("centre").order_by("name")


def either(*conditions: Q) -> Q:
    """Join conditions by "or"; none of them means nothing, never everything."""
    joined = NOTHING
    for condition in conditions:
        joined |= condition
    return joined


def first_or_404[Row: Model](rows: QuerySet[Row]) -> Row:
    """Return the only row, or answer 404 as if there were none."""
    found = rows.first()
    if found is None:
        raise Http404
    return found
