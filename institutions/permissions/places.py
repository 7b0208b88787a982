"""Who keeps the list of places: the site administrator all of it, a coordinator what lies in their own scope."""

from django.db.models import Q, QuerySet
from django.http import Http404

from institutions.enums import Role
from institutions.models import Institution, PopulationCentre, Region
from institutions.permissions.scopes import (
    EVERYTHING,
    Scope,
    Visitor,
    either,
    first_or_404,
    has_role,
    institutions_with,
    memberships,
)

PLACING = (Role.SITE_ADMIN, Role.COORDINATOR)

type Place = Region | PopulationCentre | Institution


def can_keep_places(user: Visitor) -> bool:
    """Whether somebody keeps the list of places, or a part of it."""
    return has_role(user, *PLACING)


def can_add_region(user: Visitor) -> bool:
    """Whether somebody may open a region: who answers for all of them."""
    return memberships(user).filter(role__in=PLACING, is_installation_wide=True).exists()


def regions_to_keep(user: Visitor) -> QuerySet[Region]:
    """Return the regions somebody answers for as a whole."""
    conditions = []
    for path in _paths(user):
        match path:
            case ():
                conditions.append(EVERYTHING)
            case (region,):
                conditions.append(Q(pk=region))
    return Region.objects.filter(either(*conditions)).order_by("name")


def centres_to_keep(user: Visitor) -> QuerySet[PopulationCentre]:
    """Return the towns and villages somebody answers for as a whole."""
    conditions = []
    for path in _paths(user):
        match path:
            case ():
                conditions.append(EVERYTHING)
            case (region,):
                conditions.append(Q(region=region))
            case (_, centre):
                conditions.append(Q(pk=centre))
    found = PopulationCentre.objects.filter(either(*conditions))
    return found.select_related("region").order_by("region__name", "name")


def institutions_to_keep(user: Visitor) -> QuerySet[Institution]:
    """Return the institutions somebody may rename."""
    return institutions_with(user, PLACING)


def access_region(user: Visitor, public_id: str) -> Region:
    """Return a region somebody answers for; 404 for everybody else."""
    return first_or_404(regions_to_keep(user).filter(public_id=public_id))


def access_centre(user: Visitor, public_id: str) -> PopulationCentre:
    """Return a town or village somebody answers for; 404 for everybody else."""
    return first_or_404(centres_to_keep(user).filter(public_id=public_id))


def access_place(user: Visitor, kind: str, public_id: str) -> Place:
    """Return a place of any of the three kinds somebody answers for; 404 for everybody else."""
    if kind == "region":
        return access_region(user, public_id)
    if kind == "centre":
        return access_centre(user, public_id)
    if kind == "institution":
        return first_or_404(institutions_to_keep(user).filter(public_id=public_id))
    raise Http404


def _paths(user: Visitor) -> list[tuple[int, ...]]:
    return [Scope.of(own).path for own in memberships(user).filter(role__in=PLACING)]
