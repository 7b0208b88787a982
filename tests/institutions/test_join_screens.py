"""A student without a card is let in by the teacher's tap, in the browser that asked, and learns nothing on the way."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from institutions import services
from institutions.models import JoinRequest
from tests.factories import CohortStaffFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture
def by_teacher(sign_in, teacher):
    return sign_in(Client(), teacher)


@pytest.fixture
def code(cohort, teacher):
    return services.open_class_code(cohort=cohort, actor=teacher)


@pytest.fixture
def join_url(cohort):
    return reverse("class_join", args=[cohort.public_id])


def ask(browser, code, seat):
    """Type the code at the start page, then the number."""
    entered = browser.post("/", {"code": code.code})
    assert entered.status_code == 303
    return browser.post(entered.headers["Location"], {"seat": str(seat)})


def decide(by_teacher, join_request, action):
    url = reverse("class_join_decide", args=[join_request.cohort.public_id, join_request.public_id])
    return by_teacher.post(url, {"action": action})


def test_from_the_code_on_the_board_to_my_lessons(stranger, by_teacher, cohort, enrolment, join_url):
    assert "Open a code" in text(by_teacher.get(join_url))
    by_teacher.post(join_url, {"action": "open"})
    code = cohort.codes.get()
    assert code.grouped in text(by_teacher.get(join_url))
    asked = ask(stranger, code, enrolment.seat_number)
    assert asked.headers["Location"] == "/join/wait/"
    waiting = stranger.get("/join/wait/")
    assert "Your teacher sees your request" in text(waiting)
    assert "Olena" in text(by_teacher.get(join_url))
    assert stranger.post("/join/wait/", {"action": "yes"}).status_code == 200
    assert stranger.get("/my/").status_code == 302
    decide(by_teacher, JoinRequest.objects.get(), "approve")
    assert stranger.get("/join/wait/state/").content == b"approved"
    assert "Yes, it’s me" in text(stranger.get("/join/wait/"))
    assert stranger.get("/my/").status_code == 302
    assert stranger.post("/join/wait/", {"action": "yes"}).headers["Location"] == "/my/"
    assert stranger.get("/my/").status_code == 200


def test_no_page_on_the_way_tells_who_is_in_the_class(stranger, code, enrolment, cohort, teacher):
    entered = stranger.post("/", {"code": code.code})
    pages = [stranger.get(entered.headers["Location"])]
    for seat in (enrolment.seat_number, 99):
        asked = stranger.post(entered.headers["Location"], {"seat": str(seat)})
        assert asked.status_code == 303
        pages.append(stranger.get("/join/wait/"))
    for page in pages:
        assert page.headers["Cache-Control"] == "no-store"
        for canary in ("Olena", cohort.name, cohort.institution.name, teacher.display_name):
            assert canary not in text(page)
    waiting = [re.sub(r"\d+|value=\"\w+\"", "", text(page)) for page in pages[1:]]
    assert waiting[0] == waiting[1]


def test_another_browser_gets_nothing_of_the_approval(stranger, code, enrolment, by_teacher):
    ask(stranger, code, enrolment.seat_number)
    decide(by_teacher, JoinRequest.objects.get(), "approve")
    other = Client()
    assert other.get("/join/wait/").status_code == 404
    assert other.post("/join/wait/", {"action": "yes"}).status_code == 404
    assert other.get("/join/wait/state/").content == b"over"


def test_not_me_gives_the_request_up(stranger, code, enrolment, by_teacher):
    ask(stranger, code, enrolment.seat_number)
    decide(by_teacher, JoinRequest.objects.get(), "approve")
    assert stranger.post("/join/wait/", {"action": "no"}).headers["Location"] == "/"
    assert stranger.post("/join/wait/", {"action": "yes"}).status_code == 404
    assert stranger.get("/my/").status_code == 302


def test_a_no_is_said_kindly_and_leads_back_to_the_start(stranger, code, enrolment, by_teacher):
    ask(stranger, code, enrolment.seat_number)
    decide(by_teacher, JoinRequest.objects.get(), "decline")
    page = stranger.get("/join/wait/")
    assert page.status_code == 404
    assert "Please speak to your teacher" in text(page)


def test_a_closed_code_ends_the_way(stranger, code, cohort, by_teacher, join_url):
    entered = stranger.post("/", {"code": code.code}).headers["Location"]
    by_teacher.post(join_url, {"action": "close"})
    assert stranger.get(entered).status_code == 404
    assert stranger.post(entered, {"seat": "1"}).status_code == 404
    assert not JoinRequest.objects.exists()


def test_a_wrong_code_and_a_wrong_number_are_said_beside_their_field(stranger, code):
    response = stranger.post("/", {"code": "1234567890"})
    assert response.status_code == 422
    entered = stranger.post("/", {"code": code.code}).headers["Location"]
    for seat in ("", "many", "0"):
        response = stranger.post(entered, {"seat": seat})
        assert response.status_code == 422
        assert "error-summary" in text(response)
    assert not JoinRequest.objects.exists()


def test_staff_are_not_let_in_as_students(by_teacher, code):
    ticket = services.ticket_for(code)
    assert by_teacher.get(reverse("join_seat", args=[ticket])).headers["Location"] == "/t/"
    assert by_teacher.get("/join/wait/").headers["Location"] == "/t/"


@pytest.mark.parametrize("action", ["approve", "decline"])
def test_only_the_classs_own_teacher_decides(sign_in, code, enrolment, action, head):
    ask(Client(), code, enrolment.seat_number)
    join_request = JoinRequest.objects.get()
    other = CohortStaffFactory(cohort__institution=enrolment.cohort.institution)
    for user in (other.member.user, head, EnrolmentFactory().learner):
        assert decide(sign_in(Client(), user), join_request, action).status_code == 404
    url = reverse("class_join_decide", args=[other.cohort.public_id, join_request.public_id])
    assert sign_in(Client(), other.member.user).post(url, {"action": action}).status_code == 404
    join_request.refresh_from_db()
    assert join_request.state == "waiting"


def test_what_tells_the_teachers_page_of_news_holds_no_names(by_teacher, code, enrolment, stranger, cohort):
    url = reverse("class_join_state", args=[cohort.public_id])
    assert by_teacher.get(url).content == b""
    ask(stranger, code, enrolment.seat_number)
    state = by_teacher.get(url).content.decode()
    assert state == JoinRequest.objects.get().public_id
    assert f'data-state="{state}"' in text(by_teacher.get(reverse("class_join", args=[cohort.public_id])))


def test_a_decision_that_comes_too_late_is_said(by_teacher, code, enrolment, stranger, teacher):
    ask(stranger, code, enrolment.seat_number)
    join_request = JoinRequest.objects.get()
    services.decline_request(join_request=join_request, actor=teacher)
    response = decide(by_teacher, join_request, "approve")
    assert "no longer open" in text(by_teacher.get(response.headers["Location"]))
