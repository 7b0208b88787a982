"""Asking again for work that failed: a new row, once, and never for what is done or still going on."""

import pytest

from jobs import services
from jobs.enums import JobStatus
from jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(queued, handle, owner, registry):
    """A job that has failed for good."""

    def refuse(run: services.Run) -> None:
        raise services.JobError("no_paper", "The printer has no paper.")

    kept = dict(registry)
    handle(refuse)
    job = queued(owner_id=owner.pk, payload={"numbers": [1, 2]}, unique_key="print#7")
    services.run(job.pk)
    registry.update(kept)
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    return job


def test_the_new_row_has_the_same_work_and_owner_and_the_old_one_keeps_its_error(failed, owner):
    again, is_new = services.retry(job=failed)
    assert is_new
    assert (again.kind, again.payload, again.owner_id) == (failed.kind, {"numbers": [1, 2]}, owner.pk)
    assert (again.status, again.attempts, again.error_code) == (JobStatus.QUEUED, 0, "")
    services.run(again.pk)
    again.refresh_from_db()
    assert (again.status, again.result) == (JobStatus.DONE, {"sum": 3})
    failed.refresh_from_db()
    assert (failed.status, failed.error_code) == (JobStatus.FAILED, "no_paper")


def test_twice_gives_the_same_row_also_when_it_is_done_by_then(failed):
    first, _is_new = services.retry(job=failed)
    assert services.retry(job=failed) == (first, False)
    services.run(first.pk)
    assert services.retry(job=failed) == (first, False)
    assert Job.objects.count() == 2


def test_when_the_second_run_fails_too_there_can_be_a_third(failed):
    second, _is_new = services.retry(job=failed)
    Job.objects.filter(pk=second.pk).update(status=JobStatus.FAILED)
    third, is_new = services.retry(job=failed)
    assert is_new
    assert third.pk not in {failed.pk, second.pk}


@pytest.mark.parametrize("status", [JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.DONE])
def test_what_waits_runs_or_is_done_is_not_done_again(queued, status):
    job = queued()
    Job.objects.filter(pk=job.pk).update(status=status)
    job.refresh_from_db()
    with pytest.raises(services.NotRetried):
        services.retry(job=job)
    assert Job.objects.count() == 1


def test_what_nobody_knows_how_to_do_any_more_is_refused(failed, registry):
    registry.clear()
    with pytest.raises(services.NotRetried):
        services.retry(job=failed)
