"""Places are made once; an institution's rules reach everything they concern: works, refused, twice."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import LoginCard, User
from accounts.services import issue_cards
from audit.models import AuditEntry
from institutions import services
from institutions.enums import CentreKind, InstitutionKind, Role
from tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db


def logged(action):
    return AuditEntry.objects.filter(action=action)


def rules(institution, actor, **changed):
    wanted = {name: getattr(institution, name) for name in ("zero_names", "pin_required", "language")} | changed
    return services.set_institution_rules(institution=institution, actor=actor, **wanted)


def test_places_are_made_once_however_often_asked_for(site_admin):
    for _time in range(2):
        region = services.make_region(country="UA", name="North", actor=site_admin)
        centre = services.make_centre(region=region, name="Hill", kind=CentreKind.RURAL, actor=site_admin)
        institution = services.make_institution(
            centre=centre, name="School 1", kind=InstitutionKind.SCHOOL, actor=site_admin
        )
    assert (centre.region, institution.centre) == (region, centre)
    for action in ("region.create", "centre.create", "institution.create"):
        assert logged(action).get().actor_id == site_admin.pk


def test_a_boarding_institution_keeps_no_names_unless_told(centre, site_admin):
    make = services.make_institution
    home = make(centre=centre, name="Home", kind=InstitutionKind.BOARDING, actor=site_admin)
    other = make(centre=centre, name="Other", kind=InstitutionKind.BOARDING, actor=site_admin, zero_names=False)
    plain = make(centre=centre, name="Plain", kind=InstitutionKind.SCHOOL, actor=site_admin)
    assert [home.zero_names, other.zero_names, plain.zero_names] == [True, False, False]


def test_switching_names_off_deletes_them_at_once_and_says_how_many(school, head, student, other_student):
    elsewhere = EnrolmentFactory()
    rules(school, head, zero_names=True)
    student.refresh_from_db()
    other_student.refresh_from_db()
    assert (student.display_name, other_student.display_name) == ("", "")
    assert User.objects.get(pk=elsewhere.learner_id).display_name
    entry = logged("institution.rules").get()
    assert (entry.count, entry.details) == (2, {"numbers_only": "True"})


def test_the_head_of_a_boarding_institution_cannot_switch_names_on(boarding_school, member, coordinator):
    head = member(Role.HEAD, institution=boarding_school).user
    with pytest.raises(PermissionDenied):
        rules(boarding_school, head, zero_names=False)
    boarding_school.refresh_from_db()
    assert boarding_school.zero_names
    assert not rules(boarding_school, coordinator, zero_names=False).zero_names


def test_the_pin_rule_reaches_cards_that_are_printed(school, head, teacher, student):
    card = issue_cards(learners=[student], actor=teacher, pin_required=False)[0].card
    rules(school, head, pin_required=True)
    assert LoginCard.objects.get(pk=card.pk).pin_required


def test_the_same_rules_twice_are_logged_once(school, head):
    rules(school, head, language="ro")
    school.refresh_from_db()
    rules(school, head, language="ro")
    assert logged("institution.rules").count() == 1
