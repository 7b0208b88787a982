"""Roles hold in their scope and inside it; every predicate and its queryset agree; strangers get 404."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from institutions import permissions
from institutions.enums import CohortKind, InstitutionKind, Role
from institutions.models import Cohort, Institution, Membership
from institutions.permissions import Scope
from tests.factories import (
    CentreFactory,
    CohortFactory,
    CohortStaffFactory,
    EnrolmentFactory,
    InstitutionFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(region, centre, school, boarding_school):
    """Our school and home in our town, another town of the region, and another region."""
    village = CentreFactory(region=region, name="Village")
    far = CentreFactory(region=RegionFactory(name="Far region"), name="Far town")
    return {
        "school": Scope(institution=school),
        "home": Scope(institution=boarding_school),
        "town": Scope(centre=centre),
        "region": Scope(region=region),
        "village school": Scope(institution=InstitutionFactory(centre=village)),
        "village": Scope(centre=village),
        "far school": Scope(institution=InstitutionFactory(centre=far)),
        "far region": Scope(region=far.region),
        "everywhere": Scope(),
    }


@pytest.fixture
def everybody(places, member, student):
    """Somebody with each role in each scope where it can hold, a learner, and nobody in particular."""
    people = [AnonymousUser(), student]
    for scope in places.values():
        for role in (Role.TEACHER, Role.HEAD, Role.TRAINER, Role.CANDIDATE, Role.COORDINATOR, Role.SITE_ADMIN):
            fields = {name: value for name, value in scope.fields.items() if value}
            people.append(member(role, **fields).user)
    return people


INSIDE = {
    "school": {"school"},
    "home": {"home"},
    "town": {"town", "school", "home"},
    "village": {"village", "village school"},
    "region": {"region", "town", "school", "home", "village", "village school"},
    "far region": {"far region", "far school"},
    "everywhere": {
        "everywhere", "region", "far region", "town", "village", "school", "home", "village school", "far school",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", INSIDE)
def test_a_place_contains_itself_and_what_lies_in_it(places, name):
    assert {other for other, scope in places.items() if places[name].contains(scope)} == INSIDE[name]


def test_containment_means_the_same_in_a_query(places, everybody):
    rows = list(Membership.objects.select_related("institution__centre", "centre", "region"))
    for scope in places.values():
        inside = {row.pk for row in rows if scope.contains(Scope.of(row))}
        around = {row.pk for row in rows if Scope.of(row).contains(scope)}
        assert set(Membership.objects.filter(scope.inside()).values_list("pk", flat=True)) == inside
        assert set(Membership.objects.filter(scope.around()).values_list("pk", flat=True)) == around


def test_predicates_and_their_querysets_agree(places, everybody):
    institutions = list(Institution.objects.all())
    # Every fifth of them: six roles in each place, so that every role and every place is among them.
    others = list(User.objects.order_by("pk"))[::5]
    for user in everybody:
        for kind in CohortKind.values:
            allowed = {one for one in institutions if permissions.can_create_cohort(user, one, kind)}
            assert set(permissions.institutions_to_teach(user, kind)) == allowed
        managed = {one for one in institutions if permissions.can_manage_institution(user, one)}
        assert set(permissions.institutions_to_manage(user)) == managed
        importing = {one for one in institutions if permissions.can_import_roster(user, one)}
        assert set(permissions.institutions_to_import(user)) == importing
        known = {one for one in others if permissions.can_restore_second_factor(user, one)}
        assert set(permissions.colleagues(user)) & set(others) == known


@pytest.fixture
def colleagues_of_the_class(teacher, co_teacher, trainer, head):
    return (teacher, co_teacher, trainer, head)


def test_teaching_and_its_queryset_agree(cohort, training_group, colleagues_of_the_class, student):
    teacher, _co_teacher, _trainer, head = colleagues_of_the_class
    for user in (*colleagues_of_the_class, student, AnonymousUser()):
        taught = {one for one in Cohort.objects.all() if permissions.can_teach(user, one)}
        assert set(Cohort.objects.taught_by(user)) == taught
    assert permissions.can_teach(teacher, cohort)
    assert not permissions.can_teach(teacher, training_group)
    assert not permissions.can_teach(head, cohort)


def test_a_class_is_listed_once_however_many_roles_lead_to_it(cohort, teacher, member):
    second = Membership.objects.create(user=teacher, role=Role.TRAINER, institution=cohort.institution)
    CohortStaffFactory(cohort=cohort, member=second)
    assert list(Cohort.objects.taught_by(teacher)) == [cohort]


def test_a_role_that_has_ended_or_not_begun_opens_nothing(cohort, teacher):
    today = timezone.localdate()
    rows = Membership.objects.filter(user=teacher)
    for change in (
        {"ends_on": today},
        {"ends_on": today - timedelta(days=1)},
        {"starts_on": today + timedelta(days=1)},
    ):
        rows.update(**{"ends_on": None, "starts_on": today} | change)
        assert not permissions.can_teach(teacher, cohort)
        assert not permissions.has_role(teacher, Role.TEACHER)
    rows.update(ends_on=today + timedelta(days=1), starts_on=today)
    assert permissions.can_teach(teacher, cohort)


def test_an_ended_class_is_nobodys(cohort, teacher):
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Http404):
        permissions.access_taught_cohort(teacher, cohort.public_id)


GIVES = [
    # who gives, from where, which role, to where, may they
    (Role.TEACHER, "school", Role.TEACHER, "school", False),
    (Role.HEAD, "school", Role.TEACHER, "school", True),
    (Role.HEAD, "school", Role.TEACHER, "home", False),
    (Role.HEAD, "school", Role.HEAD, "school", False),
    (Role.HEAD, "school", Role.SAFEGUARDING_LEAD, "school", False),
    (Role.HEAD, "school", Role.COORDINATOR, "school", False),
    (Role.COORDINATOR, "region", Role.HEAD, "village school", True),
    (Role.COORDINATOR, "region", Role.TEACHER, "school", True),
    (Role.COORDINATOR, "region", Role.TEACHER, "far school", False),
    (Role.COORDINATOR, "region", Role.COORDINATOR, "town", True),
    (Role.COORDINATOR, "region", Role.COORDINATOR, "everywhere", False),
    (Role.COORDINATOR, "town", Role.COORDINATOR, "region", False),
    (Role.COORDINATOR, "everywhere", Role.SITE_ADMIN, "everywhere", False),
    (Role.COORDINATOR, "everywhere", Role.AUTHOR, "everywhere", False),
    (Role.SITE_ADMIN, "everywhere", Role.AUTHOR, "everywhere", True),
    (Role.SITE_ADMIN, "everywhere", Role.AUTHOR, "region", False),
    (Role.SITE_ADMIN, "everywhere", Role.TEACHER, "school", True),
    (Role.SITE_ADMIN, "everywhere", Role.TEACHER, "region", False),
    (Role.SITE_ADMIN, "everywhere", Role.SITE_ADMIN, "everywhere", True),
    (Role.CERTIFIER, "everywhere", Role.CANDIDATE, "school", False),
]


@pytest.mark.parametrize("case", GIVES, ids=str)
def test_nobody_gives_more_than_they_answer_for(places, member, case):
    role, place, given, target, may = case
    fields = {name: value for name, value in places[place].fields.items() if value}
    actor = member(role, **fields).user
    assert permissions.can_invite(actor, given, places[target]) is may


def test_nobody_ends_their_own_role_by_the_way_for_others(site_admin, head, member):
    own = site_admin.memberships.get()
    assert not permissions.can_end_role(site_admin, own)
    assert permissions.can_end_role(site_admin, head.memberships.get())
    assert not permissions.can_end_role(head, own)
    assert permissions.can_end_role(member(Role.SITE_ADMIN).user, own)


@pytest.mark.parametrize("who", ["head", "coordinator", "site_admin"])
def test_only_from_outside_may_a_boarding_institution_keep_names(request, boarding_school, school, member, who):
    head_of_home = member(Role.HEAD, institution=boarding_school).user
    assert not permissions.can_allow_names(head_of_home, boarding_school)
    actor = request.getfixturevalue(who)
    assert permissions.can_allow_names(actor, school)
    assert permissions.can_allow_names(actor, boarding_school) is (who != "head")
    assert boarding_school.kind == InstitutionKind.BOARDING


def test_nobody_vouches_for_themselves_and_candidates_for_nobody(trainer, candidate, teacher, co_teacher):
    assert not permissions.can_restore_second_factor(teacher, teacher)
    assert permissions.can_restore_second_factor(teacher, co_teacher)
    assert not permissions.can_restore_second_factor(candidate, trainer)
    assert not permissions.can_restore_second_factor(teacher, trainer)


def test_those_above_are_vouched_for_by_managers_only(teacher, head, coordinator, site_admin):
    assert permissions.can_restore_second_factor(head, coordinator)
    assert permissions.can_restore_second_factor(head, site_admin)
    assert not permissions.can_restore_second_factor(teacher, coordinator)
    assert not permissions.can_restore_second_factor(teacher, site_admin)
    assert permissions.can_restore_second_factor(site_admin, teacher)


def test_getters_answer_404_to_strangers(cohort, enrolment, teacher, head, student):
    other = CohortStaffFactory(cohort=CohortFactory(institution=cohort.institution)).member.user
    assert permissions.access_taught_cohort(teacher, cohort.public_id) == cohort
    assert permissions.access_taught_enrolment(teacher, enrolment.public_id) == enrolment
    for user in (other, head, student, AnonymousUser()):
        for getter, key in (
            (permissions.access_taught_cohort, cohort.public_id),
            (permissions.access_taught_enrolment, enrolment.public_id),
            (permissions.access_taught_cohort, "nothing"),
        ):
            with pytest.raises(Http404):
                getter(user, key)


def test_a_place_in_another_class_is_not_reached_through_ones_own(teacher):
    elsewhere = EnrolmentFactory()
    with pytest.raises(Http404):
        permissions.access_taught_enrolment(teacher, elsewhere.public_id)
