"""Who sees and stops which job, and the figures of the queue."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from jobs import permissions, privacy, queries, services
from jobs.enums import JobStatus
from jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def caretaker(db):
    """Somebody who looks after the installation."""
    user = get_user_model().objects.create_user(username="caretaker")
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_job", "cancel_job"]))
    return user


@pytest.fixture
def jobs(queued, owner, stranger) -> list[Job]:
    """One job of the owner, one of a stranger, one of nobody."""
    return [queued(owner_id=owner.pk), queued(owner_id=stranger.pk), queued()]


def test_everybody_sees_their_own_jobs_and_the_caretaker_all(jobs, owner, caretaker):
    assert set(Job.objects.visible_to(owner)) == {jobs[0]}
    assert set(Job.objects.visible_to(caretaker)) == set(jobs)
    assert not Job.objects.visible_to(AnonymousUser()).exists()
    assert list(queries.own_jobs(owner)) == [jobs[0]]
    assert not queries.own_jobs(caretaker).exists()
    assert not queries.own_jobs(AnonymousUser()).exists()
    assert not queries.own_jobs(owner, kind="tests.other").exists()


def test_the_check_of_one_job_agrees_with_the_filter(jobs, owner, stranger, caretaker):
    for user in (owner, stranger, caretaker, AnonymousUser()):
        visible = set(Job.objects.visible_to(user))
        assert visible == {job for job in jobs if permissions.can_view_job(user, job)}


def test_a_stranger_gets_the_same_404_as_for_no_job(jobs, owner, stranger):
    assert permissions.access_job(owner, jobs[0].public_id) == jobs[0]
    for public_id in (jobs[0].public_id, jobs[2].public_id, "nosuchjob2"):
        with pytest.raises(Http404):
            permissions.access_job(stranger, public_id)


def test_the_owner_cancels_a_waiting_job_and_nobody_does_it(jobs, owner):
    job = services.cancel(job=jobs[0], by=owner)
    assert (job.status, job.is_finished) == (JobStatus.CANCELLED, True)
    assert not services.run(job.pk)


def test_a_running_job_stops_at_its_next_sign_of_progress(queued, handle, owner):
    def work_on(run: services.Run) -> None:
        services.cancel(job=Job.objects.get(pk=run.job.pk), by=owner)
        run.progress(50)
        pytest.fail("went on")

    handle(work_on)
    job = queued(owner_id=owner.pk)
    assert not services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.interruptions) == (JobStatus.CANCELLED, 0)


def test_a_cancelled_job_stays_cancelled_when_its_handler_went_on(queued, handle, owner):
    handle(lambda run: services.cancel(job=Job.objects.get(pk=run.job.pk), by=owner) and {"sum": 1})
    job = queued(owner_id=owner.pk)
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result) == (JobStatus.CANCELLED, {})


def test_a_stranger_cannot_cancel(jobs, stranger):
    for user in (stranger, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            services.cancel(job=jobs[0], by=user)
    jobs[0].refresh_from_db()
    assert jobs[0].status == JobStatus.QUEUED


def test_cancelling_twice_is_cancelling_once(jobs, caretaker):
    first = services.cancel(job=jobs[0], by=caretaker).finished_at
    assert services.cancel(job=jobs[0], by=caretaker).finished_at == first


def test_a_done_job_cannot_be_cancelled(jobs, owner):
    services.run(jobs[0].pk)
    assert services.cancel(job=jobs[0], by=owner).status == JobStatus.DONE


def test_the_figures_of_the_queue_tell_how_late_it_is(jobs, queued, django_assert_num_queries):
    Job.objects.filter(pk=jobs[0].pk).update(run_after=timezone.now() - timedelta(minutes=5))
    Job.objects.filter(pk=jobs[1].pk).update(status=JobStatus.FAILED, finished_at=timezone.now())
    Job.objects.filter(pk=jobs[2].pk).update(status=JobStatus.RUNNING)
    queued(run_after=timezone.now() + timedelta(hours=1))
    with django_assert_num_queries(1):
        health = queries.queue_health()
    assert (health.waiting, health.running, health.failed_today) == (1, 1, 1)
    assert 299 <= health.late_seconds <= 310


def test_an_empty_queue_is_not_late(db):
    assert queries.queue_health() == queries.QueueHealth(0, 0, 0, 0)


def test_every_field_is_declared():
    assert set(privacy.FIELDS["Job"]) == {field.name for field in Job._meta.concrete_fields}
