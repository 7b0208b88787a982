"""The list of places: regions, their towns and villages, and the institutions there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from accounts.models import User
from institutions.enums import Role
from institutions.models import Institution, Membership, PopulationCentre, Region
from institutions.permissions.places import centres_to_keep, institutions_to_keep, regions_to_keep


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """One institution, and whether somebody heads it."""

    institution: Institution
    has_head: bool


@dataclass(frozen=True, slots=True)
class CentreRow:
    """One town or village with its institutions; ``can_add`` whether the reader may open another one there."""

    centre: PopulationCentre
    can_add: bool
    institutions: list[InstitutionRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region with its towns and villages; ``can_add`` whether the reader may add another one."""

    region: Region
    can_add: bool
    centres: list[CentreRow] = field(default_factory=list)


def towns(user: User) -> QuerySet[PopulationCentre]:
    """Return the towns and villages of somebody's list: those they keep, and those an institution of theirs lies in."""
    kept, around = centres_to_keep(user), institutions_to_keep(user).values("centre")
    found = PopulationCentre.objects.filter(Q(pk__in=kept.values("pk")) | Q(pk__in=around))
    return found.select_related("region").order_by("region__name", "region", "name", "pk")


def place_list(user: User, centres: Sequence[PopulationCentre]) -> list[RegionRow]:
    """Return one page of towns under their regions, with what somebody keeps there. A fixed number of queries."""
    keeps = set(centres_to_keep(user).filter(pk__in=[centre.pk for centre in centres]).values_list("pk", flat=True))
    institutions = list(institutions_to_keep(user).filter(centre__in=centres))
    headed = set(
        Membership.objects.current().filter(role=Role.HEAD, institution__in=institutions).values_list(
            "institution", flat=True
        )
    )  # fmt: skip
    inside: dict[int, list[InstitutionRow]] = defaultdict(list)
    for institution in institutions:
        inside[institution.centre_id].append(InstitutionRow(institution, institution.pk in headed))
    whole = set(regions_to_keep(user).values_list("pk", flat=True))
    rows: dict[int, RegionRow] = {}
    for centre in centres:
        row = rows.setdefault(centre.region_id, RegionRow(centre.region, centre.region_id in whole))
        row.centres.append(CentreRow(centre, centre.pk in keeps, inside[centre.pk]))
    return list(rows.values())


def empty_regions(user: User) -> list[RegionRow]:
    """Return the regions somebody keeps in which there is no town yet."""
    return [RegionRow(region, can_add=True) for region in regions_to_keep(user).filter(centres=None)]
