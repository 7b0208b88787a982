"""Finding what was forgotten: silent workers, unheard bells, periodic work and old rows."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from jobs import services
from jobs.enums import JobStatus
from jobs.models import Job
from jobs.services import queue, rows, work
from jobs.tasks import sweep_jobs
from tests.jobs.conftest import KIND

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(queued):
    """A running job whose worker was killed."""

    def make(**values: object) -> Job:
        job = queued()
        gone = {"status": JobStatus.RUNNING, "attempts": 1, "heartbeat_at": timezone.now() - timedelta(seconds=11)}
        Job.objects.filter(pk=job.pk).update(**(gone | values))
        job.refresh_from_db()
        return job

    return make


def test_a_job_of_a_silent_worker_is_done_by_the_next(silent):
    job = silent()
    assert services.sweep() == services.Swept(taken_back=1)
    assert services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts, job.interruptions) == (JobStatus.DONE, 2, 1)


def test_a_job_whose_heart_beats_is_left_alone(silent):
    silent(heartbeat_at=timezone.now() - timedelta(seconds=9))
    assert services.sweep() == services.Swept()


def test_sweeping_twice_takes_back_once(silent):
    silent()
    assert [services.sweep().taken_back, services.sweep().taken_back] == [1, 0]


def test_a_job_that_keeps_ending_its_workers_waits_longer_and_is_given_up(silent):
    job = silent(attempts=5, interruptions=4)
    services.sweep()
    job.refresh_from_db()
    assert job.run_after > timezone.now() + timedelta(seconds=18)
    last = silent(attempts=20, interruptions=rows.MOST_INTERRUPTIONS - 1)
    sweep_jobs()
    last.refresh_from_db()
    assert (last.status, last.error_code) == (JobStatus.FAILED, "worker_lost")


def test_a_bell_that_nobody_heard_rings_again_after_a_minute(queued, settings):
    settings.REDIS_URL = "memory://localhost//"
    job, fresh = queued(), queued()
    Job.objects.filter(pk=job.pk).update(rung_at=timezone.now() - timedelta(seconds=61))
    assert [services.sweep().rung, services.sweep().rung] == [1, 0]
    job.refresh_from_db()
    fresh.refresh_from_db()
    assert job.rung_at > fresh.rung_at


def test_later_work_is_rung_for_when_its_time_has_come(queued, settings):
    settings.REDIS_URL = "memory://localhost//"
    queued(run_after=timezone.now() + timedelta(minutes=5))
    assert services.sweep().rung == 0
    assert services.sweep(now=timezone.now() + timedelta(minutes=6)).rung == 1


def test_daily_work_is_started_once_a_day_and_caught_up_when_missed():
    services.register_periodic(services.Periodic(KIND, at=time(3, 0)))
    morning = datetime(2026, 5, 4, 0, 30, tzinfo=timezone.get_default_timezone())
    started = [services.sweep(now=morning + timedelta(hours=hours)).started for hours in (0, 1, 14, 15)]
    assert started == [0, 0, 1, 0]
    assert Job.objects.get().unique_key == f"{KIND}@2026-05-04"
    services.run(Job.objects.get().pk)
    assert services.sweep(now=morning + timedelta(hours=26)).started == 0
    assert services.sweep(now=morning + timedelta(hours=27)).started == 1


def test_frequent_work_is_started_once_a_turn():
    services.register_periodic(services.Periodic(KIND, every=timedelta(minutes=10)))
    noon = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
    started = []
    for minutes in (0, 5, 10, 19):
        started.append(services.sweep(now=noon + timedelta(minutes=minutes)).started)
        Job.objects.update(status=JobStatus.DONE)
    assert started == [1, 0, 1, 0]


def test_a_turn_is_skipped_while_the_one_before_still_runs():
    services.register_periodic(services.Periodic(KIND, every=timedelta(minutes=10)))
    noon = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
    assert [services.sweep(now=noon + timedelta(minutes=10 * turn)).started for turn in range(3)] == [1, 0, 0]


def test_failed_daily_work_is_not_repeated_until_tomorrow():
    services.register_periodic(services.Periodic(KIND, at=time(3, 0)))
    noon = datetime(2026, 5, 4, 12, 0, tzinfo=timezone.get_default_timezone())
    services.sweep(now=noon)
    Job.objects.update(status=JobStatus.FAILED)
    assert services.sweep(now=noon).started == 0


def test_an_idle_sweep_asks_little(django_assert_num_queries):
    services.register_periodic(services.Periodic(KIND, at=time(0, 0)))
    services.sweep()
    with django_assert_num_queries(2):
        services.sweep()


def test_periodic_work_has_either_an_interval_or_a_time():
    for wrong in ({}, {"every": timedelta(minutes=1), "at": time(3, 0)}):
        with pytest.raises(ValueError, match="interval or a time"):
            services.Periodic(KIND, **wrong)
    services.register_periodic(services.Periodic(KIND, at=time(3, 0)))
    services.register_periodic(services.Periodic(KIND, at=time(3, 0)))
    with pytest.raises(ValueError, match="another time"):
        services.register_periodic(services.Periodic(KIND, at=time(4, 0)))


def test_old_jobs_are_deleted_and_younger_ones_stay(queued, owner):
    def ended(days: float, **values: object) -> Job:
        job = queued(owner_id=owner.pk)
        moment = timezone.now() - timedelta(days=days)
        Job.objects.filter(pk=job.pk).update(**({"status": JobStatus.DONE, "finished_at": moment} | values))
        return job

    waiting, recent = queued(), ended(29)
    failed = ended(3, owner_id=None, status=JobStatus.FAILED)
    ended(31)
    ended(3, owner_id=None)
    assert [services.delete_old(), services.delete_old()] == [2, 0]
    assert set(Job.objects.all()) == {waiting, recent, failed}


def test_heartbeats_come_often_enough():
    assert queue.SILENCE.total_seconds() >= work.HEARTBEAT_SECONDS * 5
