"""The heartbeat of worker processes: seen by others, gone at a good end, forgotten after a bad one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import queries, services
from jobs.models import Worker

pytestmark = pytest.mark.django_db


def test_nobody_has_been_seen_yet():
    assert queries.last_heartbeat() is None


def test_a_process_has_one_row_however_often_it_beats():
    first = timezone.now() - timedelta(seconds=30)
    services.beat(now=first)
    services.beat()
    assert Worker.objects.count() == 1
    assert queries.last_heartbeat() > first


def test_the_youngest_sign_of_life_counts():
    now = timezone.now()
    services.beat(name="a/1", now=now - timedelta(minutes=10))
    services.beat(name="b/1", now=now)
    assert queries.last_heartbeat() == now


def test_who_says_goodbye_is_gone_and_twice_is_once():
    services.beat()
    services.say_goodbye()
    services.say_goodbye()
    assert queries.last_heartbeat() is None


def test_a_process_that_was_killed_is_forgotten_when_the_next_one_starts():
    services.beat(name="dead/1", now=timezone.now() - timedelta(hours=2))
    services.beat(name="new/1")
    assert [worker.name for worker in Worker.objects.all()] == ["new/1"]
