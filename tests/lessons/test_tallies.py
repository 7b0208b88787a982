"""Hands counted in class: kept whatever happens, told like votes, beside the answers of students."""

import re

import pytest

from assessments.models import Attempt
from lessons.enums import Band, QuestionState, RunAction
from lessons.models import LiveQuestion, QuestionTally
from lessons.queries.asked import asked
from lessons.queries.results import teacher_result, wall_result
from lessons.services import act, end_run, start_run
from lessons.services.hands import Counted, save_tally
from lessons.services.seating import take_seat
from lessons.services.voting import vote
from lessons.statistics import band_of
from tests.factories import ItemFactory
from tests.factories.questions import choice

pytestmark = pytest.mark.django_db

COUNTS = re.compile(r'name="(count-\d+)" value="(\d*)"')


@pytest.fixture
def run(site_tree, given_lesson, teacher):
    """A lesson whose first question is a quiz's; the second and third are more personal."""
    items = [ItemFactory(name=f"l{level}", interaction=choice(f"l{level}"), answer_level=level) for level in (1, 2)]
    site_tree.lesson.guide = [("question", {"item": item}) for item in [site_tree.items[0], *items]]
    site_tree.lesson.save()
    return start_run(given=given_lesson, actor=teacher, modes=["hands"], device="phone")


@pytest.fixture
def browser(client, teacher, sign_in, run):
    client.cookies["device"] = "phone"
    return sign_in(client, teacher)


def question_of(run, level: int) -> LiveQuestion:
    return run.questions.select_related("tally", "run").get(number=level + 1)


def lead(run, action, value=""):
    run.refresh_from_db()
    return act(run=run, action=action, version=run.state_version, value=value)


def counted(question, *counts, **more) -> Counted:
    options = [option.id for option in asked(question, None).options]
    return Counted(counts=dict(zip(options, counts, strict=False)), **more)


def values(run, level: int, *, wall: bool = False) -> list[str]:
    result = (wall_result if wall else teacher_result)(question_of(run, level), "en")
    return [result.note] if result.note else [row.value for row in result.rows]


# --- Saving -------------------------------------------------------------------------------------------------------
def test_a_tally_closes_its_question_and_is_told(run):
    tally = save_tally(question=question_of(run, 0), counted=counted(question_of(run, 0), 7, 12, 8, present=27))
    assert (tally.source, tally.counts) == ("hands", counted(question_of(run, 0), 7, 12, 8).counts)
    question = question_of(run, 0)
    assert (question.state, question.round) == (QuestionState.CLOSED, 1)
    assert values(run, 0)[:3] == ["7 of 27", "12 of 27", "8 of 27"]
    run.refresh_from_db()
    assert (run.present, run.state_version) == (27, 2)


def test_the_newest_count_stands_and_the_same_one_twice_is_one(run):
    for count in (3, 5, 5):
        save_tally(question=question_of(run, 0), counted=counted(question_of(run, 0), count))
    assert QuestionTally.objects.count() == 1
    run.refresh_from_db()
    assert (values(run, 0)[0], run.state_version) == ("5 of 5", 2)


def test_a_tally_that_comes_after_the_lesson_is_kept(run, teacher):
    end_run(run=run, actor=teacher)
    save_tally(question=question_of(run, 0), counted=counted(question_of(run, 0), 4))
    assert values(run, 0)[0] == "4 of 4"


def test_asking_again_starts_from_nothing(run):
    save_tally(question=question_of(run, 0), counted=counted(question_of(run, 0), 4))
    lead(run, RunAction.OPEN, "1")
    assert not QuestionTally.objects.exists()


def test_what_is_no_option_of_the_question_is_left_out(run):
    tally = save_tally(question=question_of(run, 0), counted=Counted({"x": 4}, {"x": "half"}))
    assert (tally.counts, tally.bands) == ({}, {})


# --- With phones --------------------------------------------------------------------------------------------------
def by_phone(run, level: int, *places: int) -> None:
    lead(run, RunAction.OPEN, str(level + 1))
    question = question_of(run, level)
    options = [option.id for option in asked(question, None).options]
    for place in places:
        vote(question=question, seat=take_seat(run=run), chosen=[options[place]])


def test_hands_replace_what_phones_sent_option_by_option_and_are_not_added(run):
    by_phone(run, 0, 0, 0, 1)
    save_tally(question=question_of(run, 0), counted=counted(question_of(run, 0), 9))
    assert values(run, 0)[:2] == ["9 of 10", "1 of 10"]
    assert teacher_result(question_of(run, 0), "en").source == "mixed"


def test_above_level_0_no_vote_by_phone_is_told_beside_a_teachers_own_number(run):
    by_phone(run, 2, 1, 1, 1, 1)
    save_tally(question=question_of(run, 2), counted=counted(question_of(run, 2), 20))
    assert values(run, 2)[:2] == ["about 15", "fewer than 3"]


@pytest.mark.parametrize(
    ("level", "counts", "told", "on_wall"),
    [
        (1, (2, 1), ["Not enough answers to show."], ["Not enough answers to show."]),
        (1, (4, 2), ["4 of 6", "2 of 6"], ["4 of 6", "2 of 6"]),
        (2, (4, 3), ["Not enough answers to show."], ["Not enough answers to show."]),
        (2, (20, 1), ["about 15", "fewer than 3"], ["Most said: l2 choice a"]),
    ],
)
def test_thresholds_hold_for_hands_too(run, level, counts, told, on_wall):
    lead(run, RunAction.OPEN, str(level + 1))
    save_tally(question=question_of(run, level), counted=counted(question_of(run, level), *counts))
    lead(run, RunAction.SHOW)
    assert values(run, level)[: len(told)] == told
    assert values(run, level, wall=True)[: len(on_wall)] == on_wall


@pytest.mark.parametrize(
    ("present", "told"), [(27, ["about half", "a few at most"]), (7, ["Not enough answers to show."])]
)
def test_bands_stand_for_counts_and_a_count_beside_a_band_becomes_one(run, present, told):
    question = question_of(run, 2)
    first = asked(question, None).options[0].id
    save_tally(question=question, counted=counted(question, 0, 2, present=present, bands={first: Band.HALF.value}))
    assert values(run, 2)[: len(told)] == told
    assert question_of(run, 2).tally.counts == {}


@pytest.mark.pure
@pytest.mark.parametrize(
    ("count", "band"), [(0, "few"), (4, "few"), (8, "some"), (14, "half"), (20, "most"), (27, "all")]
)
def test_a_number_is_about_so_much_of_a_class(count, band):
    assert band_of(count, 27) == band


# --- The page -----------------------------------------------------------------------------------------------------
def test_a_step_is_a_plain_form_and_a_reload_keeps_the_count(browser, run):
    address = f"/t/run/{run.public_id}/tally/"
    for step in ("1:5", "1:1", "1:1", "1:-1"):
        filled = dict(COUNTS.findall(browser.get(address).content.decode()))
        sent = {"q": 1, "present": 27, "step": step} | filled
        assert browser.post(address, sent).status_code == 303
    page = browser.get(address).content.decode()
    assert 'name="count-1" value="6"' in page
    assert question_of(run, 0).state == QuestionState.WAITING
    answer = browser.post(address, {"q": 1, "count-1": 6, "count-2": 40, "present": 27}, follow=True)
    assert "46 hands, but 27 are present" in answer.content.decode()
    assert question_of(run, 0).state == QuestionState.CLOSED


@pytest.mark.parametrize(
    ("field", "value"), [("count-2", "many"), ("present", "-1"), ("count-1", "1000"), ("count-1", "٣")]
)
def test_what_is_no_number_is_told_beside_its_field(browser, run, field, value):
    answer = browser.post(f"/t/run/{run.public_id}/tally/", {"q": 1, "count-3": 4, field: value})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert not QuestionTally.objects.exists()


def test_personal_questions_are_asked_heads_down_and_take_bands(browser, run):
    pages = [browser.get(f"/t/run/{run.public_id}/tally/?q={number}").content.decode() for number in (1, 2, 3)]
    assert ["Heads down" in page for page in pages] == [False, True, True]
    assert ["about half" in page for page in pages] == [False, True, True]


@pytest.mark.parametrize("number", ["99", "x1", ""])
def test_no_question_is_no_page(browser, run, number):
    LiveQuestion.objects.filter(run=run, number=1).delete()
    assert browser.get(f"/t/run/{run.public_id}/tally/?q={number}").status_code == 404


def test_switching_to_hands_leads_to_the_count_and_hides_how_to_join(browser, run):
    lead(run, RunAction.MODE, "phones")
    lead(run, RunAction.OPEN, "1")
    run.refresh_from_db()
    sent = {"action": "mode", "value": "hands", "state_version": run.state_version}
    answer = browser.post(f"/t/run/{run.public_id}/act/", sent)
    assert answer.url == f"/t/run/{run.public_id}/tally/"
    page = browser.get(f"/t/run/{run.public_id}/").content.decode()
    assert "the wall does not say how to join" in page
    assert run.code not in browser.get(f"/present/{run.public_id}/").content.decode()


def test_the_class_s_results_and_their_file_show_hands(browser, run, student):
    save_tally(question=question_of(run, 0), counted=counted(question_of(run, 0), 7, 12, 8))
    quiz = run.lesson_assignment.quiz_assignment
    page = browser.get(f"/t/q/{quiz.public_id}/").content.decode()
    assert re.search(r"7/27\s*<span class=\"badge\">\s*hands", page)
    assert "Counted in the room" in browser.get(f"/t/q/{quiz.public_id}/1/").content.decode()
    file = browser.post(
        f"/t/q/{quiz.public_id}/export/", {"format": "csv", "people": "numbers", "reason": "For the parents' evening"}
    ).content.decode()
    assert "Counted in the room,7/27 hands" in file
    assert not Attempt.objects.exists()
