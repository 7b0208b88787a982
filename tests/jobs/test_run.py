"""Doing work: works, refused, twice; errors, back-off, progress, and effects that happen once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from jobs import services
from jobs.enums import JobStatus
from jobs.models import Job
from jobs.services import rows, work
from jobs.tasks import run_job

pytestmark = pytest.mark.django_db


def due_now(job: Job) -> Job:
    """Let the waiting time of a job pass."""
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now())
    job.refresh_from_db()
    return job


def explode(run: services.Run) -> None:
    """Fail the way code does, quoting the data it stumbled over."""
    raise KeyError(run.payload.get("person"))


def test_work_is_done_and_its_result_kept(queued):
    job = queued(payload={"numbers": [1, 2, 3]})
    assert services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.progress, job.result, job.attempts) == (JobStatus.DONE, 100, {"sum": 6}, 1)
    assert job.started_at
    assert job.finished_at


def test_celery_brings_a_number_and_the_service_does_the_rest(queued):
    job = queued()
    run_job(job.pk)
    job.refresh_from_db()
    assert job.status == JobStatus.DONE


def test_a_doubled_message_does_the_work_once(queued, handle):
    calls = []
    handle(lambda run: calls.append(run.job.pk))
    job = queued()
    assert [services.run(job.pk), services.run(job.pk)] == [True, False]
    assert calls == [job.pk]


def test_a_message_about_a_job_in_hand_is_ignored(queued, handle):
    seen = []
    handle(lambda run: seen.append(services.run(run.job.pk)))
    services.run(queued().pk)
    assert seen == [False]


def test_a_number_without_a_row_is_ignored(db):
    assert not services.run(10**9)


def test_an_error_queues_the_job_again_with_growing_waits(queued, handle):
    handle(explode)
    job, waits = queued(), []
    for _ in range(4):
        assert not services.run(due_now(job).pk)
        job.refresh_from_db()
        assert job.status == JobStatus.QUEUED
        waits.append(job.run_after - timezone.now())
    assert waits == sorted(waits)
    assert timedelta(0) < waits[0] < timedelta(seconds=6)
    assert waits[-1] > timedelta(minutes=9)


def test_the_fifth_error_is_the_last(queued, handle):
    handle(explode)
    job = queued()
    for _ in range(7):
        services.run(due_now(job).pk)
    job.refresh_from_db()
    assert (job.status, job.attempts, job.error_code) == (JobStatus.FAILED, 5, "KeyError")


def test_an_error_tells_its_kind_and_never_its_data(queued, handle, caplog):
    handle(explode)
    job = queued(payload={"person": "Maria"})
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.error_code, job.error_text) == ("KeyError", "")
    assert "KeyError" in caplog.text
    assert "explode" in caplog.text
    assert "Maria" not in caplog.text


def test_a_handler_can_fail_for_good_with_words_for_the_owner(queued, handle):
    def refuse(run: services.Run) -> None:
        raise services.JobError("file_too_large", "The file is larger than 20 MB.")

    handle(refuse)
    job = queued()
    assert services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error_code, job.attempts) == (JobStatus.FAILED, "file_too_large", 1)
    assert job.error_text == "The file is larger than 20 MB."


def test_a_later_success_clears_the_error(queued, handle):
    handle(explode)
    job = queued()
    services.run(job.pk)
    handle(lambda run: None)
    services.run(due_now(job).pk)
    job.refresh_from_db()
    assert (job.status, job.error_code, job.attempts) == (JobStatus.DONE, "", 2)


def test_a_kind_of_a_newer_release_waits_for_its_handler(queued, registry):
    job = queued()
    registry.clear()
    assert not services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.QUEUED, "unknown_kind")


def test_a_result_too_large_for_the_queue_is_an_error(queued, handle):
    handle(lambda run: {"rows": "x" * 20_000})
    job = queued()
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.QUEUED, "ValueError")


def test_progress_is_shown_but_not_written_at_every_step(queued, handle, django_assert_num_queries):
    def count(run: services.Run) -> None:
        with django_assert_num_queries(1):
            for number in range(300):
                run.progress(number / 3, f"{number} of 300")
        run.job.refresh_from_db()
        assert (run.job.progress, run.job.message) == (0, "0 of 300")

    handle(count)
    job = queued()
    assert services.run(job.pk)
    job.refresh_from_db()
    assert (job.progress, job.message) == (100, "")


def test_what_is_written_together_with_the_finish_happens_once(queued, handle):
    def write(run: services.Run) -> None:
        with transaction.atomic():
            Group.objects.create(name="effect")
            run.finish({"groups": 1})

    handle(write)
    job = queued()
    assert services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result) == (JobStatus.DONE, {"groups": 1})
    assert Group.objects.filter(name="effect").count() == 1


def test_a_worker_that_was_given_up_cannot_write_or_finish(queued, handle):
    def sleep_too_long(run: services.Run) -> None:
        Job.objects.filter(pk=run.job.pk).update(attempts=2)  # meanwhile another worker started the job
        with transaction.atomic():
            Group.objects.create(name="late")
            run.finish()

    handle(sleep_too_long)
    job = queued()
    assert not services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts, job.interruptions) == (JobStatus.RUNNING, 2, 0)
    assert not Group.objects.filter(name="late").exists()


def test_a_worker_that_was_given_up_cannot_fail_the_job(queued, handle):
    def sleep_too_long(run: services.Run) -> None:
        Job.objects.filter(pk=run.job.pk).update(attempts=2)
        raise services.JobError("too_late")

    handle(sleep_too_long)
    job = queued()
    assert not services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error_code) == (JobStatus.RUNNING, "")


def test_a_closing_worker_stops_at_the_next_sign_of_progress_and_puts_the_job_back(queued, handle, monkeypatch):
    def work_on(run: services.Run) -> None:
        services.stop_taking_work()
        assert services.is_busy()
        run.progress(50)

    monkeypatch.setattr(work, "_stopping", type(work._stopping)())
    handle(work_on)
    job, waiting = queued(), queued()
    assert not services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.interruptions) == (JobStatus.QUEUED, 1)
    assert not services.is_busy()
    assert not services.run(waiting.pk)


def test_work_in_hand_can_be_put_back_without_its_consent(queued, handle):
    counted = []
    handle(lambda run: counted.append(services.release_running()))
    job = queued()
    services.run(job.pk)
    job.refresh_from_db()
    assert counted == [1]
    assert (job.status, job.interruptions) == (JobStatus.QUEUED, 1)


def test_interruptions_do_not_use_up_the_tries(queued, handle):
    handle(explode)
    job = queued()
    Job.objects.filter(pk=job.pk).update(attempts=12, interruptions=12)
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.errors) == (JobStatus.QUEUED, 1)


def test_an_interrupt_of_the_process_puts_the_job_back(queued, handle):
    def interrupt(run: services.Run) -> None:
        raise KeyboardInterrupt

    handle(interrupt)
    job = queued()
    with pytest.raises(KeyboardInterrupt):
        services.run(job.pk)
    job.refresh_from_db()
    assert job.status == JobStatus.QUEUED


def test_a_kind_has_one_handler():
    services.register_handler("tests.new", explode)
    services.register_handler("tests.new", explode)
    with pytest.raises(ValueError, match="already has"):
        services.register_handler("tests.new", lambda run: None)


def test_waiting_times_cover_every_try_but_the_last():
    assert len(rows.BACK_OFF) == rows.MOST_ERRORS - 1
