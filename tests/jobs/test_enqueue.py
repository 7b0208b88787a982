"""Asking for work: works, refused, twice; and the doorbell rings on commit only."""

from datetime import timedelta

import pytest
from celery import current_app
from django.db import transaction
from django.utils import timezone

from jobs import services
from jobs.enums import JobStatus
from jobs.models import Job
from tests.jobs.conftest import KIND

pytestmark = pytest.mark.django_db


@pytest.fixture
def rings(settings):
    """Pretend a broker, and return the job numbers that were rung for since the last look."""
    settings.REDIS_URL = "memory://localhost//"

    def take() -> list[int]:
        found = []
        with current_app.connection_for_read() as connection, connection.SimpleQueue("orientir") as queue:
            while queue.qsize():
                message = queue.get(timeout=1)
                message.ack()
                found.append(message.payload[0][0])
        return found

    take()
    return take


def test_work_that_is_asked_for_waits_in_a_row(queued, owner):
    job = queued(payload={"cohort_id": 4}, owner_id=owner.pk)
    assert Job.objects.get() == job
    assert (job.status, job.payload, job.owner_id, job.progress) == (JobStatus.QUEUED, {"cohort_id": 4}, owner.pk, 0)
    assert len(job.public_id) == 10


def test_work_that_nobody_does_is_refused():
    with pytest.raises(ValueError, match="nobody handles"):
        services.enqueue(kind="tests.unknown", payload={}, owner_id=None)


def test_a_payload_of_contents_instead_of_numbers_is_refused(queued):
    with pytest.raises(ValueError, match="pass its number"):
        queued(payload={"rows": "x" * 5000})
    assert not Job.objects.exists()


def test_the_same_key_is_the_same_job(queued):
    first, second = queued(unique_key="report-4"), queued(unique_key="report-4")
    assert first == second
    assert Job.objects.count() == 1


def test_a_done_job_keeps_its_key(queued):
    job = queued(unique_key="report-4")
    services.run(job.pk)
    assert queued(unique_key="report-4") == job


def test_jobs_without_a_key_are_all_different(queued):
    assert queued() != queued()


def test_a_key_of_other_work_is_refused(queued, registry):
    registry["tests.other"] = registry[KIND]
    queued(unique_key="report-4")
    with pytest.raises(ValueError, match="belongs to"):
        queued(kind="tests.other", unique_key="report-4")


@pytest.mark.parametrize("status", [JobStatus.FAILED, JobStatus.CANCELLED])
def test_work_that_came_to_nothing_can_be_asked_for_again(queued, status):
    first = queued(unique_key="report-4")
    Job.objects.filter(pk=first.pk).update(status=status)
    second = queued(unique_key="report-4")
    assert first != second
    assert queued(unique_key="report-4") == second
    assert Job.objects.get(pk=first.pk).unique_key is None


def test_the_bell_rings_once_the_row_is_committed(queued, rings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = queued(unique_key="report-4")
        queued(unique_key="report-4")
        assert rings() == []
    assert rings() == [job.pk]


def test_work_that_is_rolled_back_rings_no_bell(queued, rings, django_capture_on_commit_callbacks):
    with (  # noqa: PT012  the page fails after it asked
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(InterruptedError),
        transaction.atomic(),
    ):
        queued()
        raise InterruptedError
    assert rings() == []
    assert not Job.objects.exists()


def test_without_a_broker_no_bell_rings(queued, rings, settings, django_capture_on_commit_callbacks):
    settings.REDIS_URL = ""
    with django_capture_on_commit_callbacks(execute=True):
        queued()
    assert rings() == []


def test_later_work_rings_no_bell_yet(queued, rings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = queued(run_after=timezone.now() + timedelta(hours=1))
    assert rings() == []
    assert not services.run(job.pk)
