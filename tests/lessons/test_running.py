"""A lesson in class: started once, led from one device, moved on by acts that nobody can do twice."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEntry
from institutions.enums import Role
from lessons.enums import RunAction
from lessons.models import LessonRun, SafetyNoteRead
from lessons.services import (
    ActOutcome,
    RunRefused,
    act,
    assign_lesson,
    end_forgotten_runs,
    end_run,
    read_safety_note,
    start_run,
    take_over,
)
from tests.factories import CohortFactory
from tests.factories.site import GUIDE_CANARY, block_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(given_lesson, teacher) -> LessonRun:
    return start_run(given=given_lesson, actor=teacher, device="phone")


@pytest.fixture
def browser(client, teacher, sign_in):
    return sign_in(client, teacher)


def two_phases(lesson) -> None:
    """Give the lesson a guide of two phases."""
    lesson.guide = [
        ("safety", f"<p>{GUIDE_CANARY}: safety.</p>"),
        ("phase", {"code": "OP", "minutes": 15, "title": "Opening", "text": f"<p>{GUIDE_CANARY}.</p>"}),
        ("phase", {"code": "DI", "minutes": 30, "title": "Talk", "text": f"<p>{GUIDE_CANARY} too.</p>"}),
    ]
    lesson.save()


# --- Starting and ending ----------------------------------------------------------------------------------------
def test_a_lesson_starts_with_a_code_a_clock_and_held_sign_ins(given_lesson, teacher, student):
    run = start_run(given=given_lesson, actor=teacher, modes=["hands", "nonsense"])
    assert re.fullmatch(r"\d{6}", run.code)
    assert run.modes == ["hands"]
    assert run.phase_ends_at - run.started_at == timedelta(minutes=45)
    assert run.slides == 2
    student.refresh_from_db()
    assert student.signed_in_until > timezone.now() + timedelta(hours=2)
    assert AuditEntry.objects.filter(action="run.start").count() == 1


def test_starting_twice_is_starting_once(run, given_lesson, co_teacher):
    assert start_run(given=given_lesson, actor=co_teacher) == run
    assert LessonRun.objects.count() == 1


def test_another_lesson_waits_until_the_first_is_over(run, site_tree, cohort, teacher):
    other = site_tree.lesson_uk.copy(to=site_tree.unit, update_attrs={"slug": "second"}, copy_revisions=False)
    given = assign_lesson(lesson=other, cohort=cohort, actor=teacher)
    with pytest.raises(RunRefused) as refused:
        start_run(given=given, actor=teacher)
    assert refused.value.running == run
    end_run(run=run, actor=teacher)
    assert start_run(given=given, actor=teacher).code


def test_a_lesson_about_harm_waits_for_its_note_once(given_lesson, teacher, co_teacher):
    given_lesson.lesson.content_level = 2
    with pytest.raises(RunRefused):
        start_run(given=given_lesson, actor=teacher)
    for _time in range(2):
        read_safety_note(lesson=given_lesson.lesson, actor=teacher)
    assert SafetyNoteRead.objects.count() == 1
    assert start_run(given=given_lesson, actor=teacher)
    with pytest.raises(RunRefused):
        start_run(given=given_lesson, actor=co_teacher)


def test_ending_lets_the_clocks_run_again_and_twice_is_once(run, teacher, student):
    assert [end_run(run=run, actor=teacher), end_run(run=run, actor=teacher)] == [True, False]
    assert User.objects.get(pk=student.pk).signed_in_until is None
    assert AuditEntry.objects.filter(action="run.end").count() == 1


def test_what_nobody_ended_ends_by_itself(run, cohort, teacher, site_tree):
    elsewhere = CohortFactory(institution=cohort.institution)
    fresh = start_run(given=assign_lesson(lesson=site_tree.lesson, cohort=elsewhere, actor=teacher), actor=teacher)
    LessonRun.objects.filter(pk=run.pk).update(started_at=timezone.now() - timedelta(hours=4))
    assert [end_forgotten_runs(), end_forgotten_runs()] == [1, 0]
    assert list(LessonRun.objects.open()) == [fresh]


# --- Leading ----------------------------------------------------------------------------------------------------
def test_an_act_moves_on_once(site_tree, given_lesson, teacher):
    two_phases(site_tree.lesson)
    run = start_run(given=given_lesson, actor=teacher)
    assert act(run=run, action=RunAction.NEXT, version=1) == ActOutcome.DONE
    assert act(run=run, action=RunAction.NEXT, version=1) == ActOutcome.STALE
    run.refresh_from_db()
    assert (run.phase, run.state_version) == (1, 2)
    assert run.phase_ends_at > timezone.now() + timedelta(minutes=29)


@pytest.mark.parametrize(
    ("action", "value", "changed"),
    [
        ("slide_next", "", {"slide": 1}),
        ("slide_back", "", {}),
        ("next", "", {}),
        ("back", "", {}),
        ("skip", "", {}),
        ("blank", "", {"is_blank": True}),
        ("unblank", "", {}),
        ("mode", "paper", {"modes": ["paper"]}),
        ("mode", "telepathy", {}),
        ("nonsense", "", {}),
    ],
)
def test_an_act_changes_what_it_names_and_nothing_at_the_ends(run, action, value, changed):
    names = ("slide", "phase", "is_blank", "modes")
    before = {name: getattr(run, name) for name in names}
    outcome = act(run=run, action=action, version=run.state_version, value=value)
    run.refresh_from_db()
    assert {name: getattr(run, name) for name in names} == before | changed
    assert outcome == (ActOutcome.DONE if changed else ActOutcome.NOTHING)


def test_five_minutes_more_count_from_now_when_time_is_over(run):
    LessonRun.objects.filter(pk=run.pk).update(phase_ends_at=timezone.now() - timedelta(minutes=9))
    act(run=run, action=RunAction.EXTEND, version=1)
    run.refresh_from_db()
    assert timedelta(minutes=4) < run.phase_ends_at - timezone.now() <= timedelta(minutes=5)


def test_skipping_is_remembered(site_tree, given_lesson, teacher):
    two_phases(site_tree.lesson)
    run = start_run(given=given_lesson, actor=teacher)
    act(run=run, action=RunAction.SKIP, version=1)
    run.refresh_from_db()
    assert (run.phase, run.skipped) == (1, [0])


def test_the_screen_goes_blank_whatever_the_page_was_last_told(run):
    act(run=run, action=RunAction.SLIDE_NEXT, version=1)
    assert act(run=run, action=RunAction.BLANK, version=1) == ActOutcome.DONE


def test_an_ended_lesson_stays_as_it_was(run, teacher):
    end_run(run=run, actor=teacher)
    assert act(run=run, action=RunAction.BLANK, version=1) == ActOutcome.STALE
    assert not take_over(run=run, actor=teacher, device="other")


# --- Screens ----------------------------------------------------------------------------------------------------
def test_from_today_to_the_running_lesson_in_three_taps(browser, site_tree, given_lesson):
    two_phases(site_tree.lesson)
    prepare = f"/t/l/{given_lesson.public_id}/"
    assert prepare in browser.get("/t/").content.decode()
    assert "Run lesson 1.1 with 8-B" in browser.get(prepare).content.decode()
    started = browser.post(f"{prepare}run/", {"mode": ["phones", "hands"]})
    page = browser.get(started.url).content.decode()
    assert GUIDE_CANARY in page
    assert "Next: Talk" in page
    today = browser.get("/t/").content.decode()
    assert "Continue lesson 1.1, 0 min in" in today
    assert started.url in today


def test_the_safety_note_is_one_tap_more(browser, site_tree, given_lesson):
    site_tree.lesson.content_level = 2
    site_tree.lesson.save()
    prepare = f"/t/l/{given_lesson.public_id}/"
    page = browser.get(prepare).content.decode()
    assert "Open the safety note" in page
    assert f"{GUIDE_CANARY}: safety" not in page
    assert "Run lesson" not in page
    assert browser.post(f"{prepare}run/").url.endswith("#safety")
    assert browser.post(f"{prepare}safety/").status_code == 303
    page = browser.get(prepare).content.decode()
    assert f"{GUIDE_CANARY}: safety" in page
    assert "Run lesson" in page


def test_a_page_of_before_is_told_so_and_moves_nothing(browser, given_lesson):
    path = browser.post(f"/t/l/{given_lesson.public_id}/run/").url
    for _press in range(2):
        answer = browser.post(f"{path}act/", {"state_version": 1, "action": "slide_next"}, follow=True)
    assert "Already moved on" in answer.content.decode()
    assert LessonRun.objects.get().slide == 1


def test_a_second_device_looks_on_until_it_takes_over(browser, given_lesson, co_teacher, sign_in):
    path = browser.post(f"/t/l/{given_lesson.public_id}/run/").url
    other = sign_in(Client(), co_teacher)
    assert "Continue lesson 1.1" in other.get("/t/").content.decode()
    assert "Control from this device" in other.get(path).content.decode()
    other.post(f"{path}act/", {"state_version": 1, "action": "slide_next"})
    assert LessonRun.objects.get().slide == 0
    other.post(f"{path}take/")
    other.post(f"{path}act/", {"state_version": 1, "action": "slide_next"})
    assert LessonRun.objects.get().slide == 1
    assert "Control from this device" in browser.get(path).content.decode()


def test_ending_leads_to_the_class(browser, given_lesson, cohort):
    path = browser.post(f"/t/l/{given_lesson.public_id}/run/").url
    answer = browser.post(f"{path}act/", {"state_version": 1, "action": "end"})
    assert answer.url == f"/t/c/{cohort.public_id}/"
    assert "This lesson is over" in browser.get(path).content.decode()


@pytest.mark.parametrize("path", ["/t/run/{}/", "/t/run/{}/state/", "/present/{}/", "/present/{}/state/"])
def test_a_teacher_of_another_class_finds_nothing(path, run, member, school, sign_in):
    outsider = sign_in(Client(), member(Role.TEACHER, institution=school).user)
    assert outsider.get(path.format(run.public_id)).status_code == 404


# --- The wall ---------------------------------------------------------------------------------------------------
def test_the_wall_shows_pages_and_never_the_guide_a_name_or_a_note(browser, run, student, teacher):
    student.display_name = "Zq-pupil"
    student.save()
    said = ""
    for version in range(1, 4):
        answer = browser.get(f"/present/{run.public_id}/")
        said += answer.content.decode() + str(answer.headers)
        said += browser.post(f"/present/{run.public_id}/act/", {"state_version": version, "action": "slide_next"}).url
    assert "First step" in said
    assert "Second step" in said
    for canary in (GUIDE_CANARY, "Zq-pupil", teacher.display_name, "safety"):
        assert canary not in said


def test_a_blank_wall_says_nothing(browser, run):
    browser.post(f"/present/{run.public_id}/act/", {"state_version": 1, "action": "blank"})
    page = browser.get(f"/present/{run.public_id}/").content.decode()
    assert "Topic" not in page
    assert run.code[:3] not in page


def test_the_wall_turns_pages_and_does_nothing_else(browser, run):
    browser.post(f"/present/{run.public_id}/act/", {"state_version": 1, "action": "extend"})
    assert LessonRun.objects.get().state_version == 1


# --- Polls ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/t/run/{}/state/", "/present/{}/state/"])
def test_a_poll_is_a_few_bytes_and_304_when_nothing_is_new(browser, run, path):
    path = path.format(run.public_id)
    first = browser.get(path)
    head = sum(len(f"{name}: {value}\r\n") for name, value in first.headers.items())
    assert head + len(first.content) <= 300
    assert browser.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    act(run=run, action=RunAction.SLIDE_NEXT, version=1)
    assert browser.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_step_on_the_wall_leaves_out_what_students_try_alone(browser, run):
    act(run=run, action=RunAction.SLIDE_NEXT, version=1)
    assert str(block_id("try")) not in browser.get(f"/present/{run.public_id}/").content.decode()


# --- The wall in the teacher's eyes -------------------------------------------------------------------------------
@pytest.mark.parametrize(("silent_for", "is_told"), [(None, False), (0, False), (39, False), (41, True)])
def test_a_wall_that_asks_no_more_is_told_and_one_that_never_was_is_not(browser, run, silent_for, is_told, monkeypatch):
    path = f"/t/run/{run.public_id}/"
    if silent_for is not None:
        asked_at = time.time()
        browser.get(f"/present/{run.public_id}/state/")
        monkeypatch.setattr("lessons.queries.wall.time.time", lambda: asked_at + silent_for)
    page = browser.get(path).content.decode()
    assert ("data-wall hidden" not in page) is is_told
    assert (browser.get(f"{path}state/").content.split()[-1] == b"2") is is_told


@pytest.mark.parametrize(("mode", "words"), [("hands", "raising hands"), ("paper", "on paper"), ("phones", "Square")])
def test_the_first_page_of_the_wall_says_how_to_join_or_why_nobody_has_to(browser, given_lesson, teacher, mode, words):
    run = start_run(given=given_lesson, actor=teacher, modes=[mode])
    page = browser.get(f"/present/{run.public_id}/").content.decode()
    assert words in page
    assert (run.code[:3] in page) is (mode == "phones")
