"""The plan of a year: a rhythm, single days, hours, and what Today calls the next lesson."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from institutions.enums import Role
from lessons.models import FreeWeek, PlannedLesson
from lessons.queries import today_classes
from lessons.queries.free_weeks import monday_of, spans
from lessons.queries.plan import Plan, PlanRow, class_plan
from lessons.services import Held, assign_lesson, log_delivery
from lessons.services.free_weeks import moved_on
from lessons.services.planning import PlanRefused, plan_by_rhythm, plan_lessons, rhythm

MONDAY = date(2026, 9, 7)


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def row(key: int, planned=(), held=(), minutes=45) -> PlanRow:
    return PlanRow(SimpleNamespace(pk=key, lesson=SimpleNamespace(minutes=minutes)), "", list(planned), list(held))


@pytest.mark.pure
@pytest.mark.parametrize(
    ("rows", "wanted", "expected"),
    [
        ([row(1), row(2)], {"hours": 2}, ({1: [week(0)], 2: [week(1)]}, 0)),
        ([row(1), row(2)], {"hours": 2, "weeks": 2}, ({1: [week(0)], 2: [week(2)]}, 0)),
        ([row(1), row(2)], {"hours": 3}, ({1: [week(0), week(1)], 2: [week(2)]}, 0)),
        ([row(1), row(2)], {"hours": 2, "weeks": 2, "free": {week(0), week(4)}}, ({1: [week(2)], 2: [week(6)]}, 0)),
        ([row(1), row(2)], {"hours": 2, "last_on": week(0)}, ({1: [week(0)], 2: []}, 1)),
        ([row(1, [week(-2)], [week(-1)]), row(2, [week(-1)])], {"hours": 2}, ({1: [week(-2)], 2: [week(0)]}, 0)),
        ([row(1, minutes=90), row(2)], {"hours": 4}, ({1: [week(0)], 2: [week(1), week(2)]}, 0)),
        ([], {"hours": 16}, ({}, 0)),
    ],
)
def test_a_rhythm_gives_each_lesson_its_day(rows, wanted, expected):
    chosen = {"first_on": MONDAY, "last_on": week(30), "weeks": 1} | wanted
    assert rhythm(Plan(rows, 0), **chosen) == expected


@pytest.mark.pure
@pytest.mark.parametrize(
    ("planned", "free", "expected", "without"),
    [
        ([0, 1, 2], [1], [0, 2, 3], 0),
        ([0, 1, 2], [1, 2], [0, 3, 4], 0),
        ([0, 2, 4], [2], [0, 4, 6], 0),
        ([0, 1, 2], [3], [0, 1, 2], 0),
        ([0, 8, 9], [8], [0, 9], 1),
    ],
)
def test_a_plan_goes_around_holidays_in_its_order(planned, free, expected, without):
    plan = Plan([row(1, [week(-1), week(planned[0])], [week(-1)]), row(2, [week(one) for one in planned[1:]])], 0)
    days, late = moved_on(plan, free={week(one) for one in free}, last_on=week(9))
    assert ([*days[1][1:], *days[2]], late) == ([week(one) for one in expected], without)
    assert days[1][0] == week(-1)


@pytest.mark.pure
def test_weeks_that_follow_each_other_are_one_holiday():
    assert list(spans({week(3), week(0), week(1)})) == [
        (week(0), week(2) - timedelta(days=1)), (week(3), week(4) - timedelta(days=1)),
    ]  # fmt: skip


@pytest.mark.pure
def test_hours_are_planned_held_left_and_missing():
    plan = Plan([row(1, [week(0), week(1)], [week(0)]), row(2, [week(2)], minutes=90)], held=2)
    assert (plan.planned, plan.held, plan.left, plan.missing, plan.beyond) == (4, 2, 3, 11, 0)
    assert Plan([], held=20).beyond == 1


@pytest.fixture
def lessons(given_lesson, site_tree, cohort, teacher):
    other = site_tree.lesson_uk.copy(to=site_tree.unit, update_attrs={"slug": "second"}, copy_revisions=False)
    return [given_lesson, assign_lesson(lesson=other, cohort=cohort, actor=teacher)]


def today() -> date:
    return timezone.localdate()


def in_weeks(number: int) -> date:
    return today() + timedelta(weeks=number)


@pytest.mark.django_db
def test_days_are_set_once_and_only_inside_the_year(lessons, cohort, teacher):
    days = {lessons[0].pk: [today()], lessons[1].pk: [today()], 0: [today()]}
    changes = [plan_lessons(cohort=cohort, days=days, actor=teacher) for _twice in range(2)]
    assert (changes, PlannedLesson.objects.count()) == ([True, False], 2)
    with pytest.raises(PlanRefused):
        plan_lessons(
            cohort=cohort, days={lessons[0].pk: [], lessons[1].pk: [cohort.ends_on + timedelta(days=1)]}, actor=teacher
        )
    assert PlannedLesson.objects.count() == 2
    plan_lessons(cohort=cohort, days={lessons[0].pk: []}, actor=teacher)
    assert PlannedLesson.objects.get().lesson_assignment == lessons[1]
    assert AuditEntry.objects.filter(action="plan.change").count() == 2


@pytest.mark.django_db
def test_today_follows_the_plan_and_the_log(lessons, cohort, teacher):
    def next_lesson():
        found = today_classes(teacher, "en")[0]
        return found.next_lesson and found.next_lesson.given, found.due_on

    def hold(given):
        said = Held(held_on=today(), minutes=45, mode="paper", language="uk", present=9)
        log_delivery(cohort=cohort, lesson=given.lesson, held=said, actor=teacher)

    assert next_lesson() == (lessons[0], None)
    tomorrow, later = today() + timedelta(days=1), today() + timedelta(days=8)
    plan_lessons(cohort=cohort, days={lessons[1].pk: [tomorrow], lessons[0].pk: [later]}, actor=teacher)
    assert next_lesson() == (lessons[1], tomorrow)
    hold(lessons[1])
    assert next_lesson() == (lessons[0], later)
    hold(lessons[0])
    assert next_lesson() == (None, None)
    assert [list(row.left) for row in class_plan(cohort, "en").rows] == [[], []]


@pytest.mark.django_db
def test_planning_by_rhythm_twice_is_planning_once(lessons, cohort, teacher):
    for _twice in range(2):
        assert plan_by_rhythm(cohort=cohort, first_on=today(), weeks=1, hours=3, actor=teacher) == 0
    assert PlannedLesson.objects.count() == 3
    assert AuditEntry.objects.filter(action="plan.change").count() == 1


@pytest.mark.django_db
def test_a_teacher_plans_the_year_and_moves_a_day(client, sign_in, lessons, cohort, teacher):
    browser, path = sign_in(client, teacher), f"/t/c/{cohort.public_id}/plan/"
    sent = browser.post(f"{path}rhythm/", {"first_on": today(), "weeks": 1, "hours": 2})
    assert sent.url == path
    assert "14 hours are missing" in browser.get(path).content.decode()
    days = {f"first-{lessons[0].pk}": today() + timedelta(days=2), f"second-{lessons[0].pk}": today()}
    assert browser.post(f"{path}days/", days).url == path
    assert [one.planned_on for one in PlannedLesson.objects.all()] == sorted(days.values())
    refused = browser.post(f"{path}days/", {f"first-{lessons[1].pk}": cohort.ends_on + timedelta(days=1)})
    too_many = browser.post(f"{path}rhythm/", {"first_on": cohort.ends_on, "weeks": 1, "hours": 9})
    assert [refused.status_code, too_many.status_code] == [422, 422]
    assert "4 hours" in too_many.content.decode()


@pytest.mark.django_db
def test_a_teacher_marks_holidays_and_the_plan_moves_once(client, sign_in, lessons, cohort, teacher):
    browser, path = sign_in(client, teacher), f"/t/c/{cohort.public_id}/plan/"
    plan_lessons(cohort=cohort, days={lessons[0].pk: [today()], lessons[1].pk: [in_weeks(1)]}, actor=teacher)
    FreeWeek.objects.create(cohort=cohort, starts_on=monday_of(in_weeks(-4)))
    marked = {"weeks": [monday_of(in_weeks(one)).isoformat() for one in (1, 2)]}
    for _twice in range(2):
        assert browser.post(f"{path}weeks/", marked).url == path
        assert [one.planned_on for one in PlannedLesson.objects.all()] == [today(), in_weeks(3)]
    assert FreeWeek.objects.count() == 3
    assert AuditEntry.objects.filter(action="plan.weeks").count() == 1
    assert browser.post(f"{path}weeks/", {"weeks": "2020-01-06"}).status_code == 422
    assert "Weeks without lessons:" in browser.get(path).content.decode()
    browser.post(f"{path}rhythm/", {"first_on": in_weeks(1), "weeks": 1, "hours": 2})
    assert [one.planned_on for one in PlannedLesson.objects.all()] == [in_weeks(3), in_weeks(4)]


@pytest.mark.django_db
def test_a_teacher_of_another_class_finds_no_plan(client, sign_in, cohort, member, school):
    outsider = sign_in(client, member(Role.TEACHER, institution=school).user)
    path = f"/t/c/{cohort.public_id}/plan/"
    answers = [outsider.get(path), outsider.post(f"{path}rhythm/"), outsider.post(f"{path}weeks/")]
    assert {one.status_code for one in answers} == {404}
