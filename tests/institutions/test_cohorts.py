"""Classes last a year at most and belong to who opened them: works, refused, twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import AuditEntry
from institutions import services
from institutions.enums import CohortKind, CohortRole, Role
from institutions.models import LONGEST_COHORT, Cohort, CohortStaff
from institutions.permissions import can_teach

pytestmark = pytest.mark.django_db


def create(school, actor, **changed):
    wanted = {"name": "7-A", "language": "uk", "ends_on": timezone.localdate() + timedelta(days=100)} | changed
    return services.create_cohort(institution=school, actor=actor, **wanted)


def edit(cohort, actor, **changed):
    wanted = {name: getattr(cohort, name) for name in ("name", "grade", "language", "ends_on")} | changed
    return services.edit_cohort(cohort=cohort, actor=actor, **wanted)


def test_who_opens_a_class_teaches_it(school, teacher):
    cohort = create(school, teacher, grade="7")
    assert can_teach(teacher, cohort)
    assert (cohort.kind, cohort.grade) == (CohortKind.CLASS, "7")
    entry = AuditEntry.objects.get(action="cohort.create")
    assert (entry.actor_id, entry.scope_id) == (teacher.pk, cohort.public_id)


def test_who_opens_a_training_group_trains_it(training_group, trainer):
    group = create(training_group.institution, trainer, kind=CohortKind.TRAINING_GROUP)
    assert group.staff.get().role == CohortRole.TRAINER


@pytest.mark.parametrize(
    ("days", "code"), [(LONGEST_COHORT.days + 1, "too_long"), (-1, "over"), (LONGEST_COHORT.days, None), (0, None)]
)
def test_a_class_lasts_from_today_to_a_year(school, teacher, days, code):
    ends_on = timezone.localdate() + timedelta(days=days)
    if code is None:
        assert create(school, teacher, ends_on=ends_on).ends_on == ends_on
        return
    with pytest.raises(services.CohortRefused) as refusal:
        create(school, teacher, ends_on=ends_on)
    assert refusal.value.code == code
    assert not Cohort.objects.filter(name="7-A").exists()


def test_asked_for_twice_it_is_opened_once_and_its_name_is_taken(school, teacher, co_teacher):
    first = create(school, teacher)
    assert create(school, teacher) == first
    with pytest.raises(services.CohortRefused, match="name_taken"):
        create(school, teacher, grade="8")
    assert create(school, co_teacher) != first


def test_a_change_is_logged_once(cohort, teacher):
    tomorrow = timezone.localdate() + timedelta(days=1)
    edit(cohort, teacher, name="9-B", ends_on=tomorrow)
    edit(cohort, teacher, name="9-B", ends_on=tomorrow)
    cohort.refresh_from_db()
    assert (cohort.name, cohort.ends_on) == ("9-B", tomorrow)
    assert AuditEntry.objects.filter(action="cohort.edit").count() == 1


def test_a_class_is_not_stretched_beyond_a_year_of_its_first_day(cohort, teacher):
    with pytest.raises(services.CohortRefused, match="too_long"):
        edit(cohort, teacher, ends_on=cohort.starts_on + LONGEST_COHORT + timedelta(days=1))


def test_a_second_teacher_joins_once_and_leaves_at_once(cohort, teacher, head, member, school):
    colleague = member(Role.TEACHER, institution=school)
    for _time in range(2):
        staff = services.add_cohort_staff(cohort=cohort, member=colleague, actor=head, role=CohortRole.CO_TEACHER)
    assert can_teach(colleague.user, cohort)
    assert services.end_cohort_staff(staff=staff, actor=head)
    assert not services.end_cohort_staff(staff=staff, actor=head)
    assert not can_teach(colleague.user, cohort)
    assert can_teach(teacher, cohort)
    for action in ("cohort.staff", "cohort.unstaff"):
        assert AuditEntry.objects.filter(action=action).count() == 1


def test_of_two_teachers_who_go_at_once_one_stays(cohort, teacher, head, member, school):
    colleague = member(Role.TEACHER, institution=school)
    theirs = services.add_cohort_staff(cohort=cohort, member=colleague, actor=head)
    own = CohortStaff.objects.get(cohort=cohort, member__user=teacher)
    with CaptureQueriesContext(connection) as asked:
        assert services.let_teacher_go(staff=own, actor=teacher)
    assert not services.let_teacher_go(staff=own, actor=teacher)
    with pytest.raises(services.StaffRefused):
        services.let_teacher_go(staff=theirs, actor=colleague.user)
    assert CohortStaff.objects.current().get(cohort=cohort) == theirs
    if connection.features.has_select_for_update:
        first = next(one["sql"] for one in asked if "SAVEPOINT" not in one["sql"])
        assert "institutions_cohort" in first
        assert first.endswith("FOR UPDATE")


@pytest.mark.parametrize("who", ["head", "trainer"])
def test_only_a_teacher_of_the_institution_teaches_a_class(request, cohort, head, who):
    outsider = request.getfixturevalue(who).memberships.get()
    with pytest.raises(services.StaffRefused):
        services.add_cohort_staff(cohort=cohort, member=outsider, actor=head)
    assert not CohortStaff.objects.filter(member=outsider, cohort=cohort).exists()
