"""A class code makes requests, the teacher's yes one sign-in in the browser that asked; guesses are counted."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import GuessCounter
from audit.models import AuditEntry
from institutions import services
from institutions.enums import JoinState
from institutions.models import CODES_LAST, REQUEST_LASTS, ClassCode, Cohort, JoinRequest
from tests.factories import CohortFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(cohort, teacher):
    return services.open_class_code(cohort=cohort, actor=teacher)


@pytest.fixture
def asked(code, enrolment):
    return services.request_to_join(code=code, seat_number=enrolment.seat_number)


@pytest.fixture
def browser(client):
    """A request of an anonymous browser with a session, as a view gets it."""
    request = RequestFactory().post("/join/wait/")
    request.session, request.user = client.session, AnonymousUser()
    return request


def wrong(code):
    """Another code that begins alike and passes the check digit."""
    from accounts.exchange.card_number import check_digit

    digits = code.code[:4] + f"{(int(code.code[4:9]) + 1) % 10**5:05}"
    return digits + check_digit(digits)


# --- The code -----------------------------------------------------------------------------------------------------
def test_a_class_has_one_open_code_of_ten_digits_for_two_weeks(cohort, teacher, code):
    assert services.open_class_code(cohort=cohort, actor=teacher) == code
    assert (len(code.code), code.code.isdigit()) == (10, True)
    assert timezone.now() + CODES_LAST - code.expires_at < timedelta(minutes=1)
    assert AuditEntry.objects.filter(action="class_code.open").count() == 1


def test_the_code_is_found_however_it_is_grouped(code):
    assert services.find_open_code(code.grouped) == code
    assert services.find_open_code(code.code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == code


def test_a_closed_code_an_old_code_and_one_of_an_ended_class_open_nothing(cohort, teacher, code):
    ClassCode.objects.update(expires_at=timezone.now())
    assert services.find_open_code(code.code) is None
    fresh = services.open_class_code(cohort=cohort, actor=teacher)
    assert fresh != code
    Cohort.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert services.find_open_code(fresh.code) is None
    Cohort.objects.update(ends_on=timezone.localdate())
    assert services.find_open_code(fresh.code) == fresh
    assert services.close_class_code(cohort=cohort, actor=teacher)
    assert not services.close_class_code(cohort=cohort, actor=teacher)
    assert services.find_open_code(fresh.code) is None


def test_slips_cost_nothing(code):
    slip = code.code[:-1] + str((int(code.code[-1]) + 1) % 10)
    for _time in range(20):
        assert services.find_open_code(slip) is None
        assert services.find_open_code(code.code[:9]) is None
    assert services.find_open_code(code.code) == code
    assert not GuessCounter.objects.filter(admitted__gt=0).exists()


def test_after_five_wrong_codes_that_begin_alike_not_even_the_right_one_is_taken(code):
    for _guess in range(5):
        assert services.find_open_code(wrong(code)) is None
    assert services.find_open_code(code.code) is None
    GuessCounter.objects.update(paused_until=timezone.now())
    assert services.find_open_code(code.code) == code


def test_a_whole_class_typing_the_right_code_is_never_counted(code):
    for _student in range(40):
        assert services.find_open_code(code.code) == code
    assert not GuessCounter.objects.filter(admitted__gt=0).exists()


@pytest.mark.usefixtures("transactional_site")
def test_parallel_guesses_are_counted_exactly(code):
    compared = []
    original = ClassCode.objects.open

    def count():
        compared.append(1)
        return original()

    def guess():
        try:
            for _time in range(10):
                services.find_open_code(wrong(code))
        finally:
            connection.close()

    ClassCode.objects.open = count
    try:
        threads = [threading.Thread(target=guess) for _thread in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        del ClassCode.objects.open
    assert len(compared) == 5


def test_what_the_start_page_gets_is_a_page_or_a_sentence(code):
    found = services.enter_class_code(RequestFactory().post("/"), code.code)
    assert found.url.startswith("/join/")
    assert code.code not in found.url
    assert services.enter_class_code(RequestFactory().post("/"), "1234567890").error
    assert services.enter_class_code(RequestFactory().post("/"), wrong(code)).error


def test_a_ticket_is_good_for_minutes_while_its_code_is_open(cohort, teacher, code, monkeypatch):
    ticket = services.ticket_for(code)
    assert services.redeem_ticket(ticket) == code
    assert services.redeem_ticket(f"{ticket}x") is None
    later = timezone.now().timestamp() + REQUEST_LASTS.total_seconds() + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert services.redeem_ticket(ticket) is None
    monkeypatch.undo()
    services.close_class_code(cohort=cohort, actor=teacher)
    assert services.redeem_ticket(ticket) is None


# --- The request --------------------------------------------------------------------------------------------------
def test_the_same_browser_asking_again_replaces_its_own_request(code, asked, other_student):
    again = services.request_to_join(code=code, seat_number=2, secret=asked.secret)
    row = JoinRequest.objects.get()
    assert (again.join_request.pk, row.seat_number, row.enrolment.learner) == (row.pk, 2, other_student)
    assert asked.secret not in str(JoinRequest.objects.values().get())


def test_a_number_that_nobody_has_is_asked_for_like_any_other(code, teacher):
    asked = services.request_to_join(code=code, seat_number=99)
    assert asked.join_request.enrolment is None
    assert not services.approve_request(join_request=asked.join_request, actor=teacher)


def test_a_closed_code_takes_no_request_and_a_full_waiting_room_none_either(cohort, teacher, code, monkeypatch):
    monkeypatch.setattr("institutions.services.joining.MOST_WAITING", 1)
    services.request_to_join(code=code, seat_number=1)
    with pytest.raises(services.JoinRefused):
        services.request_to_join(code=code, seat_number=2)
    services.close_class_code(cohort=cohort, actor=teacher)
    assert JoinRequest.objects.get().state == JoinState.DECLINED
    with pytest.raises(services.JoinRefused):
        services.request_to_join(code=code, seat_number=1)


# --- The decision -------------------------------------------------------------------------------------------------
def test_a_yes_becomes_one_sign_in(asked, teacher, student, browser):
    assert not services.use_approval(browser, asked.join_request)
    assert services.approve_request(join_request=asked.join_request, actor=teacher)
    assert not services.approve_request(join_request=asked.join_request, actor=teacher)
    mine = services.own_request(public_id=asked.join_request.public_id, secret=asked.secret)
    assert services.use_approval(browser, mine)
    assert browser.user == student
    assert not services.use_approval(browser, mine)
    assert AuditEntry.objects.filter(action="join.approve").count() == 1


def test_a_no_is_a_no(asked, teacher, browser):
    assert services.decline_request(join_request=asked.join_request, actor=teacher)
    assert not services.decline_request(join_request=asked.join_request, actor=teacher)
    assert not services.approve_request(join_request=asked.join_request, actor=teacher)
    assert not services.use_approval(browser, asked.join_request)


def test_another_browser_does_not_find_the_request(asked):
    public_id = asked.join_request.public_id
    assert services.own_request(public_id=public_id, secret="guessed") is None


def test_a_yes_for_one_seat_is_a_no_for_the_others_who_ask_for_it(code, asked, teacher):
    second = services.request_to_join(code=code, seat_number=asked.join_request.seat_number)
    services.approve_request(join_request=asked.join_request, actor=teacher)
    second.join_request.refresh_from_db()
    assert second.join_request.state == JoinState.DECLINED


@pytest.mark.parametrize("approved", [True, False])
def test_after_a_quarter_of_an_hour_it_is_over(asked, teacher, browser, approved):
    if approved:
        services.approve_request(join_request=asked.join_request, actor=teacher)
    JoinRequest.objects.update(created_at=timezone.now() - REQUEST_LASTS)
    assert not services.approve_request(join_request=asked.join_request, actor=teacher)
    assert not services.use_approval(browser, asked.join_request)
    assert services.own_request(public_id=asked.join_request.public_id, secret=asked.secret) is None


def test_who_was_taken_out_meanwhile_is_not_let_in(asked, enrolment, teacher, browser):
    services.approve_request(join_request=asked.join_request, actor=teacher)
    services.remove_learner(enrolment=enrolment, actor=teacher)
    mine = services.own_request(public_id=asked.join_request.public_id, secret=asked.secret)
    assert not services.use_approval(browser, mine)


def test_codes_requests_and_invitations_are_forgotten_in_time(code, asked, teacher):
    other = services.open_class_code(cohort=CohortFactory(), actor=teacher)
    old = timezone.now() - CODES_LAST - timedelta(minutes=1)
    ClassCode.objects.filter(pk=code.pk).update(created_at=old)
    JoinRequest.objects.update(created_at=old)
    assert services.delete_expired() == 2
    assert services.delete_expired() == 0
    assert list(ClassCode.objects.all()) == [other]
