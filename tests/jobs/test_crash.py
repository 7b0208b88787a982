"""Workers are killed, told to stop and run side by side: every job is done, and none counts twice."""

import signal
from time import monotonic

import pytest

from tests.jobs.workplace import wait_until

pytestmark = [pytest.mark.crash, pytest.mark.django_db]

# Seconds. It takes one or two on an idle machine; a test machine may be busy with other things.
SOON = 12


def test_sixty_jobs_are_done_once_although_the_worker_is_killed_in_between(workplace):
    workplace.ask(60)
    worker = workplace.start_worker()
    wait_until(lambda: len(workplace.lines("end")) >= 15, seconds=30)
    wait_until(lambda: len(workplace.lines("start")) > len(workplace.lines("end")), seconds=5)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    ended_before = set(workplace.lines("end"))
    cut_off = set(workplace.lines("start")) - ended_before
    assert workplace.statuses().get("queued"), "the worker was killed after the work, not in between"

    workplace.start_worker()
    wait_until(lambda: workplace.statuses() == {"done": 60}, seconds=60)

    assert sorted(workplace.rows("SELECT number FROM tally")) == [(number,) for number in range(60)]
    starts = workplace.lines("start")
    assert set(starts) == {str(number) for number in range(60)}
    assert {name for name, times in starts.items() if times > 1} <= cut_off, "a finished job was started again"


def test_a_worker_that_is_told_to_stop_leaves_soon_and_loses_nothing(workplace):
    workplace.ask(12, seconds=SOON + 3)
    worker = workplace.start_worker()
    wait_until(lambda: workplace.lines("start")["long"] == 1 and len(workplace.lines("end")) >= 4, seconds=30)
    told_at = monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=SOON) == 0
    assert monotonic() - told_at < SOON
    # Put back already: the next worker need not wait for a silence.
    assert "running" not in workplace.statuses()

    workplace.start_worker()
    wait_until(lambda: workplace.statuses() == {"done": 13}, seconds=60)
    assert sorted(workplace.rows("SELECT number FROM tally")) == [(number,) for number in range(-1, 12)]


def test_an_idle_worker_leaves_at_once(workplace):
    worker = workplace.start_worker()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=SOON) == 0


def test_two_workers_share_the_work_and_do_not_take_a_long_job_from_each_other(workplace):
    # Both stand ready before there is work: the first must not finish it while the second still starts.
    for _ in range(2):
        workplace.start_worker()
    workplace.ask(60, seconds=13)
    wait_until(lambda: workplace.statuses() == {"done": 61}, seconds=60)
    assert sorted(workplace.rows("SELECT number FROM tally")) == [(number,) for number in range(-1, 60)]
    assert workplace.lines("start").most_common(1)[0][1] == 1
    assert len(workplace.rows("SELECT DISTINCT process FROM tally")) == 2


def test_these_tests_would_see_a_job_that_counts_twice(workplace):
    workplace.ask(0, careless=1)
    worker = workplace.start_worker()
    wait_until(lambda: workplace.lines("start")["careless"] == 1, seconds=30)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    with workplace.database.cursor() as cursor:
        cursor.execute("UPDATE jobs_job SET heartbeat_at = '2020-01-01 00:00:00+00:00'")
    workplace.start_worker()
    wait_until(lambda: workplace.statuses() == {"done": 1}, seconds=30)
    assert workplace.rows("SELECT number FROM tally") == [(0,), (0,)]
