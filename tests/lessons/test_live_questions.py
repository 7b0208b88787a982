"""Questions in a running lesson: three acts, votes that are counted and not stored, and phones that join by a code."""

import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.serializers import serialize
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import GuessCounter
from assessments.models import Attempt, Response
from assessments.services import send_attempt, start_attempt
from config.gunicorn import UNLOGGED
from lessons.checks import lesson_problems
from lessons.enums import QuestionState, RunAction
from lessons.models import BallotCount, LessonRun, LiveQuestion, Seat, SeatVote
from lessons.queries.asked import asked
from lessons.services import act, end_run, start_run
from lessons.services.seating import remove_seat, take_seat
from lessons.services.voting import vote
from operations.middleware import UNSEEN
from tests.factories import ItemFactory
from tests.factories.questions import choice
from tests.factories.site import GUIDE_CANARY
from tests.signing_in import sign_in as sign_in_to

pytestmark = pytest.mark.django_db

PREVIOUS = re.compile(r'name="previous" value="([^"]*)"')
POLL_BYTES = 300
LOOKED_AT = ("/t/run/{}/", "/t/run/{}/state/", "/present/{}/", "/present/{}/state/", "/live/{}/state/")


@pytest.fixture
def ask(site_tree, given_lesson, teacher):
    """Start the lesson with one question of a level in its guide and ask it: ``run, question = ask(level)``."""

    def start(level: int = 2) -> tuple[LessonRun, LiveQuestion]:
        item = ItemFactory(name=f"level {level}", interaction=choice("opinion"), answer_level=level)
        site_tree.lesson.guide = [
            ("phase", {"code": "OP", "minutes": 45, "title": "Opening", "text": f"<p>{GUIDE_CANARY}</p>"}),
            ("question", {"item": item}),
        ]
        site_tree.lesson.save()
        run = start_run(given=given_lesson, actor=teacher, device="phone")
        lead(run, RunAction.OPEN, "1")
        return run, LiveQuestion.objects.get(run=run, number=1)

    return start


@pytest.fixture
def teachers_browser(client, teacher, sign_in) -> Client:
    return sign_in(client, teacher)


def lead(run, action, value=""):
    """Do one thing as the teacher."""
    run.refresh_from_db()
    outcome = act(run=run, action=action, version=run.state_version, value=value)
    run.refresh_from_db()
    return outcome


def join(run) -> Client:
    """A phone that has typed the code."""
    phone = Client()
    answer = phone.post("/", {"code": run.code})
    assert answer.url == "/live/", answer.content.decode()
    return phone


def options_of(question) -> list[str]:
    return [option.id for option in asked(question, None).options]


def counts_of(question) -> dict[str, int]:
    return {row.option: row.votes for row in BallotCount.objects.filter(question=question) if row.votes}


def send(phone, question, option="", *, previous="", skip=False):
    form = {"question": question.number, "round": question.round, "previous": previous}
    return phone.post("/live/answer/", form | ({"skip": "1"} if skip else {"choice": option}))


def previous_of(answer) -> str:
    found = PREVIOUS.search(answer.content.decode())
    return found.group(1) if found else ""


# --- What can be asked --------------------------------------------------------------------------------------------
def test_the_guide_s_questions_come_first_and_the_quiz_s_can_be_asked_too(ask, site_tree):
    run, _question = ask(2)
    rows = list(run.questions.values_list("answer_level", "is_recorded", "phase"))
    # Ordering is a kind that nobody can count by hand.
    assert rows == [(2, False, 0)] + [(0, True, None)] * 3
    assert asked(run.questions.get(number=2), "uk").texts.prompt.startswith("укр ")


@pytest.mark.parametrize(
    "unfit", [{"answer_level": 3}, {"interaction": choice("many", cardinality="multiple", right="ab")}]
)
def test_what_is_too_personal_or_cannot_be_counted_is_refused_by_check_and_engine(
    unfit, site_tree, given_lesson, teacher
):
    item = ItemFactory(name="unfit", **({"answer_level": 1, "interaction": choice("own")} | unfit))
    site_tree.lesson.guide = [("question", {"item": item})]
    site_tree.lesson.save()
    assert any("unfit" in problem for problem in lesson_problems(site_tree.lesson))
    run = start_run(given=given_lesson, actor=teacher)
    assert not run.questions.filter(item_id=item.translation_key).exists()


def test_who_prepares_reads_what_the_guide_asks_and_what_becomes_of_it(ask, given_lesson, teachers_browser):
    ask(2)
    page = teachers_browser.get(f"/t/l/{given_lesson.public_id}/").content.decode()
    assert "opinion prompt" in page
    assert "totals only, from 8 answers on" in page


def test_an_editor_changes_nothing_in_a_lesson_that_runs(ask, site_tree):
    run, _question = ask(1)
    for item in site_tree.items:
        item.interaction = choice("edited")
        item.save()
    assert "opinion prompt" in join(run).get("/live/").content.decode()


# --- Three acts ---------------------------------------------------------------------------------------------------
def test_open_close_and_show_come_in_this_order_only(ask):
    run, question = ask(0)
    states = []
    for action in ("show", "open", "close", "close", "show", "hide", "put_away"):
        lead(run, action, "1")
        question.refresh_from_db()
        states.append(question.state)
    assert states == ["open", "open", "closed", "closed", "shown", "closed", "closed"]
    assert run.question is None


def test_asking_again_starts_from_nothing(ask):
    run, question = ask(0)
    vote(question=question, seat=take_seat(run=run), chosen=options_of(question)[:1])
    lead(run, RunAction.CLOSE)
    lead(run, RunAction.OPEN, "1")
    assert counts_of(question) == {}
    assert LiveQuestion.objects.get(pk=question.pk).round == 2


def test_totals_are_told_after_closing_only(ask, client, teacher, sign_in):
    run, question = ask(0)
    browser = sign_in(client, teacher)
    for _phone in range(6):
        send(join(run), question, options_of(question)[0])
    for path in (f"/t/run/{run.public_id}/", f"/present/{run.public_id}/"):
        assert "6 of 6" not in browser.get(path).content.decode()
    assert browser.get(f"/t/run/{run.public_id}/state/").content.split()[2] == b"6"
    lead(run, RunAction.CLOSE)
    assert "6 of 6" in browser.get(f"/t/run/{run.public_id}/").content.decode()
    assert "6 of 6" not in browser.get(f"/present/{run.public_id}/").content.decode()
    lead(run, RunAction.SHOW)
    assert "6 of 6" in browser.get(f"/present/{run.public_id}/").content.decode()


# --- Votes --------------------------------------------------------------------------------------------------------
def test_a_vote_counts_once_and_can_be_changed_until_closing(ask):
    run, question = ask(2)
    a, b, *_others = options_of(question)
    seat = take_seat(run=run)
    first = vote(question=question, seat=seat, chosen=[a])
    assert vote(question=question, seat=seat, chosen=[b]).previous == ""
    assert counts_of(question) == {"": 1, a: 1}
    changed = vote(question=question, seat=seat, chosen=[b], previous=first.previous)
    vote(question=question, seat=seat, chosen=[a], previous=first.previous)
    assert counts_of(question) == {"": 1, b: 1}
    vote(question=question, seat=seat, chosen=(), previous=changed.previous)
    assert counts_of(question) == {}
    lead(run, RunAction.CLOSE)
    assert not vote(question=question, seat=take_seat(run=run), chosen=[a]).is_open
    assert LiveQuestion.objects.get(pk=question.pk).taken_part == 1
    assert not SeatVote.objects.exists()


def test_what_was_chosen_before_serves_no_other_seat(ask):
    run, question = ask(2)
    option = options_of(question)[0]
    mine, other = take_seat(run=run), take_seat(run=run)
    seal = vote(question=question, seat=mine, chosen=[option]).previous
    vote(question=question, seat=other, chosen=[option])
    vote(question=question, seat=other, chosen=(), previous=seal)
    assert counts_of(question) == {"": 2, option: 2}


def test_an_answer_and_a_skip_look_the_same(ask):
    run, question = ask(2)
    pages = []
    for skip in (False, True):
        page = send(join(run), question, options_of(question)[0], skip=skip).content.decode()
        seal = PREVIOUS.search(page).group(1)
        page = re.sub(r'(csrfmiddlewaretoken" value="|\?p=)\w+', "", page.replace(seal, "*" * len(seal)))
        pages.append(re.sub(r'<svg class="symbol".*?</svg>\s+\d+', "", page, flags=re.DOTALL))
    assert pages[0] == pages[1]
    assert "Sent" in pages[0]


def test_after_a_reload_the_phone_says_sent_and_holds_nothing(ask):
    run, question = ask(2)
    phone = join(run)
    assert previous_of(send(phone, question, options_of(question)[0]))
    page = phone.get("/live/").content.decode()
    assert "Sent" in page
    assert '<form method="post" action="/live/answer/"' not in page


def test_no_answer_is_told_beside_the_question(ask):
    _run, question = ask(1)
    answer = send(join(_run), question)
    assert answer.status_code == 422
    assert "Choose an answer" in answer.content.decode()
    assert not SeatVote.objects.exists()


def test_a_late_answer_is_told_so(ask):
    run, question = ask(2)
    phone = join(run)
    lead(run, RunAction.CLOSE)
    assert "was not taken" in send(phone, question, options_of(question)[0]).content.decode()
    assert counts_of(question) == {}


# --- With a name --------------------------------------------------------------------------------------------------
def test_a_student_s_answer_to_the_quiz_is_kept_like_every_other(ask, student, client, sign_in):
    run, _question = ask(2)
    lead(run, RunAction.PUT_AWAY)
    lead(run, RunAction.OPEN, "2")
    question = run.questions.get(number=2)
    phone = sign_in(client, student)
    assert "/live/" in phone.get("/my/").content.decode()
    assert "Your teacher sees what you answered." in phone.get("/live/").content.decode()
    first = send(phone, question, options_of(question)[0])
    send(phone, question, options_of(question)[1], previous=previous_of(first))
    kept = Response.objects.get()
    assert (kept.attempt.learner, kept.item_id, kept.source, kept.score) == (student, question.item_id, "live", 0)
    assert counts_of(question) == {"": 1, options_of(question)[1]: 1}


def test_a_student_who_has_sent_the_quiz_is_counted_only(ask, student, given_quiz, client, sign_in):
    send_attempt(attempt=start_attempt(assignment=given_quiz, learner=student))
    run, _question = ask(2)
    lead(run, RunAction.PUT_AWAY)
    lead(run, RunAction.OPEN, "2")
    question = run.questions.get(number=2)
    send(sign_in(client, student), question, options_of(question)[0])
    assert counts_of(question)[""] == 1
    assert not Response.objects.exists()
    assert Attempt.objects.count() == 1


# --- Joining ------------------------------------------------------------------------------------------------------
def test_a_phone_joins_by_the_code_late_too_and_keeps_its_seat(ask):
    run, _question = ask(0)
    phone = join(run)
    seat = Seat.objects.get()
    assert (seat.number, seat.symbol, seat.learner) == (1, "sun", None)
    phone.post("/", {"code": run.code})
    assert "opinion prompt" in phone.get("/live/").content.decode()
    assert Seat.objects.count() == 1
    assert run.code in Client().get(f"/?code={run.code}").content.decode()


def test_wrong_codes_alone_are_counted_and_browser_by_browser(ask):
    run, _question = ask(0)
    wrong = "000000" if run.code != "000000" else "111111"
    guesser = Client()
    guesser.cookies["csrftoken"] = "a" * 32
    for _try in range(6):
        answer = guesser.post("/", {"code": wrong})
    assert answer.status_code == 422
    assert GuessCounter.objects.filter(kind="live_code").exists()
    join(run)


def test_a_code_dies_with_its_lesson_and_seats_go(ask, teacher):
    run, _question = ask(0)
    phone = join(run)
    end_run(run=run, actor=teacher)
    assert not Seat.objects.exists()
    assert Client().post("/", {"code": run.code}).status_code == 422
    assert phone.get("/live/").url == "/"


def test_a_phone_that_was_taken_out_is_not_told_and_not_counted(ask, client, teacher, sign_in):
    run, question = ask(2)
    phone = join(run)
    sign_in(client, teacher).post(f"/t/run/{run.public_id}/seats/", {"seat": "1"})
    assert not remove_seat(run=run, number=1)
    assert "Look at the board" in phone.get("/live/").content.decode()
    send(phone, question, options_of(question)[0])
    assert counts_of(question) == {}


def test_after_leaving_the_page_the_code_brings_one_back(ask):
    run, _question = ask(0)
    phone = Client()
    phone.get("/exit")
    phone.post("/", {"code": run.code})
    assert "opinion prompt" in phone.get("/live/").content.decode()


# --- Polls --------------------------------------------------------------------------------------------------------
def test_a_phone_asks_in_few_bytes_and_thirty_cost_no_query(ask):
    run, _question = ask(2)
    path = f"/live/{run.public_id}/state/?p=0123456789ab"
    first = Client().get(path)
    assert sum(len(f"{name}: {value}\r\n") for name, value in first.headers.items()) + len(first.content) <= POLL_BYTES
    with CaptureQueriesContext(connection) as captured:
        for _phone in range(30):
            again = Client().get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, len(captured)) == (304, 0)
    lead(run, RunAction.CLOSE)
    assert Client().get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("seats", [1, 3])
def test_the_teacher_s_poll_costs_the_same_for_one_and_three(seats, ask, client, teacher, sign_in):
    run, _question = ask(2)
    phones = [join(run) for _seat in range(seats)]
    for phone in phones:
        page = phone.get("/live/").content.decode()
        Client().get(re.search(r'data-state-url="([^"]+)"', page).group(1))
    browser = sign_in(client, teacher)
    path = f"/t/run/{run.public_id}/state/"
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(path)
    assert answer.content.split()[2:5] == [b"0", str(seats).encode(), b"0"]
    assert len(captured) == 6


# --- Nobody can know ----------------------------------------------------------------------------------------------
def everything_stored() -> str:
    """Every row of every table, and every entry of the cache."""
    tables = [serialize("json", model._base_manager.all()) for model in apps.get_models()]
    return "\n".join([*tables, *(str((key, cache._cache[key])) for key in cache._cache)])


def test_after_a_sensitive_question_nothing_links_a_vote_to_a_seat_or_a_student(
    ask, student, other_student, teachers_browser, caplog
):
    run, question = ask(2)
    a, b, *_others = options_of(question)
    wire = ""
    phones = [
        *(sign_in_to(Client(), person) for person in (student, other_student)),
        *(join(run) for _phone in range(6)),
    ]
    browser = teachers_browser
    for place, phone in enumerate(phones):
        answer = send(phone, question, a if place % 2 else b)
        wire += re.sub(r'<input[^>]*name="choice"[^>]*>', "", answer.content.decode()) + str(answer.headers)
        for path in LOOKED_AT if place in (0, 7) else ():
            seen = browser.get(path.format(run.public_id))
            wire += seen.content.decode() + str(seen.headers)
    for secret in (student.public_id, other_student.public_id, "Olena", "Taras", a, b, "4 of 8"):
        assert secret not in wire
    while_open = everything_stored()
    lead(run, RunAction.CLOSE)
    stored = everything_stored()
    assert counts_of(question) == {"": 8, a: 4, b: 4}
    # An option is named by the question, as it is written and as it was frozen, and by its count: nowhere else.
    for kept in (while_open, stored):
        rows = [row for row in kept.split('{"model": "') if a in row or b in row]
        assert {row.partition('"')[0] for row in rows} == {
            "assessments.item", "lessons.livequestion", "lessons.ballotcount",
        }  # fmt: skip
    assert not SeatVote.objects.exists()
    assert a not in caplog.text
    assert b not in caplog.text
    assert "live" not in caplog.text


def test_no_log_hears_of_a_running_lesson_s_phones():
    assert "/live/" in UNLOGGED
    assert "/live/" in UNSEEN


@pytest.mark.parametrize(("people", "said"), [(7, "Not enough answers"), (8, "Most said: opinion choice a")])
def test_the_wall_tells_a_sensitive_result_in_one_sentence(people, said, ask, teachers_browser):
    run, question = ask(2)
    option = options_of(question)[0]
    for _seat in range(people):
        vote(question=question, seat=take_seat(run=run), chosen=[option])
    lead(run, RunAction.CLOSE)
    lead(run, RunAction.SHOW)
    page = teachers_browser.get(f"/present/{run.public_id}/").content.decode()
    assert said in page
    assert GUIDE_CANARY not in page
    assert f"of {people}" not in page
    assert LiveQuestion.objects.get(pk=question.pk).state == QuestionState.SHOWN
