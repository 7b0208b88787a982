"""A lesson without a network: the page a teacher's device keeps names nobody, and what was counted is never lost."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lessons.models import LessonRun, QuestionTally
from lessons.queries.asked import asked
from lessons.services import act, end_run, start_run
from tests.factories.site import GUIDE_CANARY

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, teacher, sign_in):
    client.cookies["device"] = "phone"
    return sign_in(client, teacher)


@pytest.fixture
def run(given_lesson, teacher):
    return start_run(given=given_lesson, actor=teacher, device="phone")


@pytest.fixture
def send(browser, given_lesson):
    """Post what the device kept: ``send(run=…, tallies=…)``."""

    def post(body=None, **fields):
        return browser.post(
            f"/t/l/{given_lesson.public_id}/sync/", body or json.dumps(fields), content_type="application/json"
        )

    return post


def tally_of(run, *counts, number=1):
    question = run.questions.get(number=number)
    options = [option.id for option in asked(question, None).options]
    return {question.item_id: {"counts": dict(zip(options, counts, strict=False)), "bands": {}, "present": 27}}


def in_minutes(minutes):
    return int((timezone.now() + timedelta(minutes=minutes)).timestamp() * 1000)


# --- What is kept -------------------------------------------------------------------------------------------------
def test_the_page_holds_plan_notes_and_questions_and_nobodys_name(
    browser, given_lesson, student, other_student, teacher
):
    page = browser.get(f"/t/l/{given_lesson.public_id}/stored/").content.decode()
    assert GUIDE_CANARY in page
    assert page.count("data-item=") == 3
    names = [student.display_name, other_student.display_name, teacher.display_name, given_lesson.cohort.name]
    assert [name for name in names if name in page] == []
    assert "csrfmiddlewaretoken" not in page


def test_it_is_kept_only_after_its_safety_note_was_read(browser, given_lesson):
    given_lesson.lesson.content_level = 2
    given_lesson.lesson.save()
    assert browser.get(f"/t/l/{given_lesson.public_id}/stored/").status_code == 404


# --- What is sent -------------------------------------------------------------------------------------------------
def test_the_lesson_stands_where_the_device_took_it_and_its_clock_runs_on(run, send):
    told = send(run=run.public_id, version=1, phase=0, ends=in_minutes(7), tallies=tally_of(run, 5, 4)).json()
    run.refresh_from_db()
    assert (told["stale"], len(told["saved"]), run.mode) == (False, 1, "hands")
    assert timedelta(minutes=6) < run.phase_ends_at - timezone.now() < timedelta(minutes=8)
    assert told["version"] == run.state_version
    assert QuestionTally.objects.get().counts == next(iter(tally_of(run, 5, 4).values()))["counts"]


def test_sending_twice_changes_nothing(run, send):
    body = {"run": run.public_id, "version": 1, "phase": 0, "ends": in_minutes(7), "tallies": tally_of(run, 5)}
    assert [send(**body).json()["stale"] for _time in range(2)] == [False, False]
    run.refresh_from_db()
    assert (run.state_version, QuestionTally.objects.count()) == (3, 1)


@pytest.mark.parametrize("happened", ["moved", "taken over", "ended"])
def test_what_somebody_else_did_meanwhile_stands_and_the_tally_counts(run, send, happened, teacher, browser):
    if happened == "moved":
        act(run=run, action="extend", version=1)
    elif happened == "taken over":
        LessonRun.objects.update(control_hash="x")
    else:
        end_run(run=run, actor=teacher)
    before = LessonRun.objects.get().phase_ends_at
    told = send(run=run.public_id, version=1, phase=0, ends=in_minutes(2), over=True, tallies=tally_of(run, 5)).json()
    assert (told["stale"], len(told["saved"])) == (True, 1)
    assert LessonRun.objects.get().phase_ends_at == before
    assert LessonRun.objects.open().exists() is (happened != "ended")
    assert "Already moved on" in browser.get(f"/t/run/{run.public_id}/").content.decode()


def test_a_lesson_that_began_without_a_network_begins_when_it_is_back(send, given_lesson):
    run_id = send(run="").json()["run"]
    assert send(run="").json()["run"] == run_id
    run = LessonRun.objects.get()
    assert (run.lesson_assignment, run.mode) == (given_lesson, "hands")
    send(run=run_id, over=True, tallies=tally_of(run, 9))
    assert QuestionTally.objects.count() == 1
    assert not LessonRun.objects.open().exists()


def test_a_question_that_is_there_no_more_is_named_and_the_others_count(run, send):
    told = send(run=run.public_id, tallies={"gone": {"counts": {}}, **tally_of(run, 5)}).json()
    assert (told["unknown"], len(told["saved"])) == (["gone"], 1)


def test_numbers_that_no_page_sends_are_left_out(run, send):
    [(item, tally)] = tally_of(run, 5, 4, 3).items()
    options = list(tally["counts"])
    strange = dict(zip(options, ["5", -1, True], strict=True))
    send(run=run.public_id, tallies={item: {"counts": strange, "bands": 7, "present": None}})
    assert QuestionTally.objects.get().counts == {}


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"tallies": []}', '{"run": "\\ud800"}', '{"run": "\\u0000"}', '"' + "x" * 70_000 + '"']
)
def test_what_is_unreadable_is_refused(run, send, body):
    assert send(body=body or " ").status_code == 400


def test_a_run_of_another_lesson_is_not_found(run, send, browser):
    assert send(run="2222222222").status_code == 404


def test_the_pages_with_a_network_say_what_the_device_needs_to_go_on(run, browser, given_lesson):
    page = browser.get(f"/t/run/{run.public_id}/").content.decode()
    said = re.search(rf'data-run-of="{given_lesson.public_id}" data-run="{run.public_id}" (.*?) hidden', page)
    assert re.fullmatch(
        r'data-version="1" data-phase="0" data-ends="\d{13}" data-now="\d{13}" data-present="\d+"', said[1]
    )
