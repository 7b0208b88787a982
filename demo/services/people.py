"""The cast's accounts and roles, and the places they belong to."""

from accounts import services as accounts
from accounts.enums import UserKind
from accounts.models import User
from demo.enums import (
    BOARDING_CENTRE,
    BOARDING_SCHOOL,
    CENTRES,
    COUNTRY,
    HOME_CENTRE,
    HOME_REGION,
    LANGUAGE,
    PREFIX,
    SCHOOL,
    SERVICE,
    STAFF,
    CastRole,
)
from institutions.enums import InstitutionKind
from institutions.models import Institution, PopulationCentre, Region
from institutions.permissions import Scope
from institutions.services import grant_role, make_centre, make_institution, make_region
from safeguarding.permissions import leads_of
from safeguarding.services import set_talk_place

LEAD_ROOM, LEAD_HOURS = "Кабінет 12, другий поверх, біля бібліотеки", "на кожній перерві; у вівторок 14:00-16:00"


def make_places() -> dict[str, Institution]:
    """Return the three institutions by name; makes regions, centres and institutions where they are missing."""
    centres: dict[str, PopulationCentre] = {}
    for region_name, places in CENTRES.items():
        region = make_region(country=COUNTRY, name=region_name, actor=None)
        for name, kind in places:
            centres[name] = make_centre(region=region, name=name, kind=kind, actor=None)
    wanted = (
        (SCHOOL, HOME_CENTRE, InstitutionKind.SCHOOL),
        (BOARDING_SCHOOL, BOARDING_CENTRE, InstitutionKind.BOARDING),
        (SERVICE, HOME_CENTRE, InstitutionKind.SOCIAL_SERVICE),
    )
    return {
        name: make_institution(centre=centres[centre], name=name, kind=kind, actor=None, language=LANGUAGE)
        for name, centre, kind in wanted
    }


def make_staff(places: dict[str, Institution]) -> dict[CastRole, User]:
    """Return the cast's staff with their roles in force; accounts that a visitor closed are opened again."""
    region = Region.objects.get(country=COUNTRY, name=HOME_REGION)
    school, boarding, service = (Scope(institution=places[name]) for name in (SCHOOL, BOARDING_SCHOOL, SERVICE))
    scopes = {
        # One teacher for both classes, so that a visitor sees names and numbers side by side.
        CastRole.TEACHER: (school, boarding),
        CastRole.CO_TEACHER: (school,),
        CastRole.HEAD: (school,),
        CastRole.SAFEGUARDING_LEAD: (school,),
        CastRole.COORDINATOR: (Scope(region=region),),
        CastRole.TRAINER: (service,),
        CastRole.CANDIDATE: (service,),
        CastRole.CERTIFIER: (Scope(region=region),),
    }
    staff = {}
    for part, (role, name) in STAFF.items():
        person = _make_person(part, name)
        for scope in scopes.get(part, (Scope(),)):
            grant_role(user=person, role=role, scope=scope, actor=None)
        staff[part] = person
    lead = leads_of([places[SCHOOL].pk])[places[SCHOOL].pk]
    if lead.place is None and lead.member.user == staff[CastRole.SAFEGUARDING_LEAD]:
        set_talk_place(institution=places[SCHOOL], actor=lead.member.user, room=LEAD_ROOM, hours=LEAD_HOURS)
    return staff


def _make_person(part: CastRole, name: str) -> User:
    """Return an account that no password opens."""
    person = User.objects.filter(username=PREFIX + part.value).first()
    if person is None:
        return User.objects.create_user(
            username=PREFIX + part.value, password=None, display_name=name, kind=UserKind.STAFF
        )
    if not person.is_active:
        accounts.reactivate(user=person, actor=None)
        person.refresh_from_db()
    return person
