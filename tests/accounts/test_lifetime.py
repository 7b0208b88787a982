"""How long a student's sign-in lasts, and what holds it."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import services
from accounts.enums import SessionKey

MINUTE = 60


@pytest.fixture
def aged(client, issued):
    """A student's sign-in, begun and last seen so many minutes ago."""

    def make(*, begun, seen):
        client.post(f"/c/{issued.token}")
        client.get("/sign-out/")
        session = client.session
        session[SessionKey.SIGNED_IN_AT] = int(time.time()) - begun * MINUTE
        session[SessionKey.SEEN_AT] = int(time.time()) - seen * MINUTE
        session.save()
        return client

    return make


def is_signed_in(client):
    return client.get("/sign-out/").status_code == 200


@pytest.mark.parametrize(
    ("begun", "seen", "stays"),
    [(0, 0, True), (40, 29, True), (40, 31, False), (89, 1, True), (91, 1, False)],
)
def test_a_student_is_signed_out_after_half_an_hour_of_silence_or_ninety_minutes(aged, begun, seen, stays):
    assert is_signed_in(aged(begun=begun, seen=seen)) is stays


def test_a_running_lesson_holds_the_idle_clock_but_not_the_ninety_minutes(aged, learner):
    client = aged(begun=80, seen=60)
    services.extend_sign_in([learner.pk], timezone.now() + timedelta(hours=1))
    assert is_signed_in(client)
    session = client.session
    session[SessionKey.SIGNED_IN_AT] -= 11 * MINUTE
    session.save()
    assert not is_signed_in(client)


def test_a_lesson_that_is_over_holds_nothing(aged, learner):
    client = aged(begun=80, seen=60)
    services.extend_sign_in([learner.pk], timezone.now() - timedelta(seconds=1))
    assert not is_signed_in(client)


def test_reading_on_costs_no_write_every_time(aged, django_assert_num_queries):
    client = aged(begun=10, seen=0)
    with django_assert_num_queries(2):  # the session and its owner
        client.get("/sign-out/")


def test_visitors_without_a_session_cost_no_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/sign-out/")
