"""Places: regions, centres, institutions and an institution's rules."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts import services as accounts
from accounts.models import User
from audit import services as audit
from institutions.enums import InstitutionKind
from institutions.models import Cohort, Enrolment, Institution, PopulationCentre, Region
from institutions.permissions import can_allow_names
from institutions.permissions.places import Place


class NameTaken(Exception):
    """Another place of this kind has the name, in the same place."""


@transaction.atomic
def make_region(*, country: str, name: str, actor: User | None) -> Region:
    """Make a region, or return the one of that name. Audited."""
    region, created = Region.objects.get_or_create(country=country, name=name)
    if created:
        audit.record(action="region.create", actor=actor, scope_type="region", scope_id=region.public_id)
    return region


@transaction.atomic
def make_centre(*, region: Region, name: str, kind: str, actor: User | None) -> PopulationCentre:
    """Make a town or village, or return the one of that name. Audited."""
    centre, created = PopulationCentre.objects.get_or_create(region=region, name=name, defaults={"kind": kind})
    if created:
        audit.record(action="centre.create", actor=actor, scope_type="centre", scope_id=centre.public_id)
    return centre


@transaction.atomic
def make_institution(
    *,
    centre: PopulationCentre,
    name: str,
    kind: str,
    actor: User | None,
    language: str = "uk",
    zero_names: bool | None = None,
    pin_required: bool = False,
) -> Institution:
    """Make an institution, or return the one of that name; boarding institutions keep no names unless told. Audited."""
    institution, created = Institution.objects.get_or_create(
        centre=centre,
        name=name,
        defaults={
            "kind": kind,
            "language": language,
            "zero_names": kind == InstitutionKind.BOARDING if zero_names is None else zero_names,
            "pin_required": pin_required,
        },
    )
    if created:
        audit.record(action="institution.create", actor=actor, scope_type="institution", scope_id=institution.public_id)
    return institution


@transaction.atomic
def rename_place(*, place: Place, name: str, actor: User) -> bool:
    """Give a region, a town or an institution another name; ``False`` if it has it already. Audited.

    Raises ``NameTaken``. The log tells which place and not its names.
    """
    kind, siblings = _kind_and_siblings(place)
    if place.name == name:
        return False
    if siblings.exclude(pk=place.pk).filter(name=name).exists():
        raise NameTaken
    place.name = name
    place.save(update_fields=["name"])
    audit.record(action=f"{kind}.rename", actor=actor, scope_type=kind, scope_id=place.public_id)
    return True


def _kind_and_siblings(place: Place) -> tuple[str, QuerySet[Any]]:
    """Return the word for the log, and the rows among which the name must be the only one."""
    match place:
        case Region():
            return "region", Region.objects.filter(country=place.country)
        case PopulationCentre():
            return "centre", PopulationCentre.objects.filter(region=place.region_id)
    return "institution", Institution.objects.filter(centre=place.centre_id)


@transaction.atomic
def set_institution_rules(
    *, institution: Institution, zero_names: bool, pin_required: bool, language: str, actor: User
) -> Institution:
    """Set the rules. Audited when something changed.

    Switching names off deletes every student's name at once; switching them on at a boarding institution takes
    somebody from outside, else ``PermissionDenied``. The PIN rule also reaches cards that are already printed.
    """
    fresh = Institution.objects.select_for_update(of=("self",)).select_related("centre").get(pk=institution.pk)
    wanted = {"zero_names": zero_names, "pin_required": pin_required, "language": language}
    changed = {name: value for name, value in wanted.items() if getattr(fresh, name) != value}
    if not changed:
        return fresh
    if changed.get("zero_names") is False and not can_allow_names(actor, fresh):
        raise PermissionDenied
    for name, value in changed.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=[*changed])
    blanked = _delete_names(fresh) if changed.get("zero_names") else 0
    if "pin_required" in changed:
        places = Enrolment.objects.active().filter(cohort__in=Cohort.objects.running(), cohort__institution=fresh)
        learner_ids = set(places.values_list("learner_id", flat=True))
        accounts.require_pin(learner_ids=learner_ids, is_required=pin_required)
    audit.record(
        action="institution.rules",
        actor=actor,
        scope_type="institution",
        scope_id=fresh.public_id,
        count=blanked,
        details={rule: str(value) for rule, value in _for_log(changed).items()},
    )
    return fresh


def _delete_names(institution: Institution) -> int:
    """Blank the names of everybody who ever had a place there, and return how many had one."""
    places = Enrolment.objects.filter(cohort__institution=institution)
    return (
        User.objects.learners().filter(pk__in=places.values("learner")).exclude(display_name="").update(display_name="")
    )


def _for_log(changed: dict[str, object]) -> dict[str, object]:
    """Return the changes under keys that the audit log takes; it refuses whatever announces names or secrets."""
    keys = {"zero_names": "numbers_only", "pin_required": "second_check", "language": "language"}
    return {keys[rule]: value for rule, value in changed.items()}
