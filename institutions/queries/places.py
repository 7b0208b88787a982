"""The list of places: regions, their towns and villages, and the institutions there."""

from collections import defaultdict
from dataclasses import dataclass, field

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


def place_list(user: User) -> list[RegionRow]:
    """Return what somebody keeps, and what it lies in. A fixed number of queries, however long it is."""
    centres = {centre.pk: centre for centre in centres_to_keep(user)}
    institutions = list(institutions_to_keep(user).select_related("centre__region"))
    headed = set(
        Membership.objects.current().filter(role=Role.HEAD, institution__in=institutions).values_list(
            "institution", flat=True
        )
    )  # fmt: skip
    rows = {region.pk: RegionRow(region, can_add=True) for region in regions_to_keep(user)}
    inside: dict[int, list[InstitutionRow]] = defaultdict(list)
    around = dict(centres)
    for institution in institutions:
        inside[institution.centre_id].append(InstitutionRow(institution, institution.pk in headed))
        around.setdefault(institution.centre_id, institution.centre)
    for centre in around.values():
        row = rows.setdefault(centre.region_id, RegionRow(centre.region, can_add=False))
        row.centres.append(CentreRow(centre, centre.pk in centres, inside[centre.pk]))
    return list(rows.values())
