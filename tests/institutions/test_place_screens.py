"""Regions, towns and institutions: listed, added and renamed by whoever answers for them, unseen by others."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEntry
from institutions import services
from institutions.enums import Role
from institutions.models import Institution, PopulationCentre, Region
from tests.factories import CentreFactory, InstitutionFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(sign_in):
    """Sign somebody in, in a browser of their own: ``by(head)``."""
    return lambda user: sign_in(Client(), user)


@pytest.fixture
def elsewhere(db):
    """An institution in another coordinator's region."""
    return InstitutionFactory(name="Far school", centre=CentreFactory(region=RegionFactory(name="Far region")))


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_the_site_admin_adds_a_region_a_village_and_a_boarding_institution(by, site_admin):
    browser = by(site_admin)
    browser.post(reverse("region_new"), {"name": "North", "country": "md"})
    region = Region.objects.get(name="North")
    assert region.country == "MD"
    browser.post(reverse("centre_new", args=[region.public_id]), {"name": "Hill", "kind": "rural"})
    centre = PopulationCentre.objects.get(region=region)
    assert centre.kind == "rural"
    form = {"name": "Home", "kind": "boarding", "language": "ro"}
    answer = browser.post(reverse("institution_new", args=[centre.public_id]), form, follow=True)
    home = Institution.objects.get(centre=centre)
    assert (home.zero_names, home.language) == (True, "ro")
    assert "Home" in answer.content.decode()
    assert [action for action in actions() if action.endswith(".create")] == [
        "region.create",
        "centre.create",
        "institution.create",
    ]


def test_twice_is_once(by, site_admin, centre):
    for _turn in range(2):
        form = {"name": "Home", "kind": "school", "language": "uk"}
        by(site_admin).post(reverse("institution_new", args=[centre.public_id]), form)
    assert Institution.objects.filter(name="Home").count() == 1
    assert actions().count("institution.create") == 1


def test_what_is_missing_is_said_and_nothing_is_written(by, site_admin):
    answer = by(site_admin).post(reverse("region_new"), {"name": "", "country": "U1"})
    assert answer.status_code == 422
    assert "two letters" in answer.content.decode()
    assert not Region.objects.exists()


def test_a_place_gets_another_name_and_twice_changes_nothing(by, coordinator, school):
    url = reverse("place_rename", args=["institution", school.public_id])
    for _turn in range(2):
        assert by(coordinator).post(url, {"name": "School 12"}).status_code == 303
    school.refresh_from_db()
    assert school.name == "School 12"
    entry = AuditEntry.objects.get(action="institution.rename")
    assert (entry.scope_id, entry.actor_id, entry.details) == (school.public_id, coordinator.pk, {})


@pytest.mark.parametrize("kind", ["region", "centre", "institution"])
def test_a_name_that_is_taken_is_refused(by, site_admin, school, kind):
    place = {"region": school.centre.region, "centre": school.centre, "institution": school}[kind]
    {
        "region": lambda: RegionFactory(name="Taken", country=place.country),
        "centre": lambda: CentreFactory(region=place.region, name="Taken"),
        "institution": lambda: InstitutionFactory(centre=place.centre, name="Taken"),
    }[kind]()
    answer = by(site_admin).post(reverse("place_rename", args=[kind, place.public_id]), {"name": "Taken"})
    assert answer.status_code == 422
    with pytest.raises(services.NameTaken):
        services.rename_place(place=place, name="Taken", actor=site_admin)


def test_a_coordinator_sees_and_changes_their_own_region_only(by, coordinator, school, elsewhere):
    browser = by(coordinator)
    page = browser.get(reverse("places")).content.decode()
    assert school.name in page
    assert "Far" not in page
    foreign = [
        reverse("region_new"),
        reverse("centre_new", args=[elsewhere.centre.region.public_id]),
        reverse("institution_new", args=[elsewhere.centre.public_id]),
        reverse("place_rename", args=["region", elsewhere.centre.region.public_id]),
        reverse("place_rename", args=["centre", elsewhere.centre.public_id]),
        reverse("place_rename", args=["institution", elsewhere.public_id]),
        reverse("place_rename", args=["planet", school.public_id]),
    ]
    assert {url: browser.post(url, {"name": "Mine", "kind": "urban"}).status_code for url in foreign} == dict.fromkeys(
        foreign, 404
    )
    assert browser.get(reverse("centre_new", args=[school.centre.region.public_id])).status_code == 200


def test_a_coordinator_of_one_town_adds_institutions_there_and_no_towns(by, member, centre, elsewhere):
    browser = by(member(Role.COORDINATOR, centre=centre).user)
    assert browser.get(reverse("institution_new", args=[centre.public_id])).status_code == 200
    assert browser.get(reverse("centre_new", args=[centre.region.public_id])).status_code == 404
    page = browser.get(reverse("places")).content.decode()
    assert centre.name in page
    assert "Far" not in page


@pytest.mark.parametrize("who", ["head", "teacher"])
def test_nobody_else_has_such_a_list(by, request, who):
    browser = by(request.getfixturevalue(who))
    assert browser.get(reverse("places")).status_code == 404
    assert browser.get(reverse("region_new")).status_code == 404


def test_the_first_head_is_invited_from_the_list(by, site_admin, member, school):
    browser = by(site_admin)
    page = browser.get(reverse("places")).content.decode()
    link = f"{reverse('colleague_invite')}?role=head&amp;place={school.public_id}"
    assert link in page
    form = browser.get(link.replace("&amp;", "&")).content.decode()
    assert '<option value="head" selected>' in form
    assert f'<option value="{school.public_id}" selected>' in form
    member(Role.HEAD, institution=school)
    assert link not in browser.get(reverse("places")).content.decode()


def test_a_long_list_costs_no_more_queries(by, site_admin, school):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(reverse("places"))
        return len(queries)

    browser = by(site_admin)
    browser.get(reverse("places"))
    few = count()
    for _turn in range(3):
        InstitutionFactory(centre=CentreFactory(region=RegionFactory()))
    assert count() == few


def test_a_long_list_of_towns_comes_in_pages_and_empty_regions_stand_first(by, site_admin):
    region = RegionFactory(name="Middle")
    CentreFactory.create_batch(55, region=region)
    RegionFactory(name="Without towns")
    browser = by(site_admin)
    first, second = (browser.get(reverse("places"), {"page": page}).content.decode() for page in (1, 2))
    assert "Without towns" in first
    assert "Without towns" not in second
    assert first.count("<h3>") == 50
    assert second.count("<h3>") == PopulationCentre.objects.count() - 50
