"""The screens of jobs: one's own, or all; progress, result, stopping and trying again."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import AuditEntry
from jobs import services as jobs
from jobs.enums import JobStatus
from jobs.models import Job

pytestmark = pytest.mark.django_db

KIND = "jobs.delete_old"


@pytest.fixture
def by(sign_in):
    """Sign somebody in, in a browser of their own."""
    return lambda user: sign_in(Client(), user)


@pytest.fixture
def job(head) -> Job:
    """Work that the head of the school has asked for."""
    return jobs.enqueue(kind=KIND, payload={}, owner_id=head.pk)


def change(job, **values) -> None:
    Job.objects.filter(pk=job.pk).update(**values)


def url(name: str, job: Job) -> str:
    return reverse(name, args=[job.public_id])


def test_everybody_sees_their_own_and_the_site_administrator_all(by, job, head, teacher, site_admin):
    listed = {
        who: url("job", job) in by(who).get(reverse("jobs")).content.decode() for who in (head, teacher, site_admin)
    }
    assert listed == {head: True, teacher: False, site_admin: True}
    assert by(head).get(url("job", job)).status_code == 200
    assert by(site_admin).get(url("job", job)).status_code == 200
    for name in ("job", "job_state"):
        assert by(teacher).get(url(name, job)).status_code == 404
    for name in ("job_cancel", "job_retry"):
        assert by(teacher).post(url(name, job)).status_code == 404
    job.refresh_from_db()
    assert job.status == JobStatus.QUEUED


def test_a_student_finds_nothing(by, job, student):
    for name in ("job", "job_state"):
        assert by(student).get(url(name, job)).status_code == 404
    assert by(student).get(reverse("jobs")).status_code == 404


def test_the_list_can_be_narrowed_and_costs_the_same_with_more_rows(by, job, head, django_assert_max_num_queries):
    failed = jobs.enqueue(kind=KIND, payload={}, owner_id=head.pk)
    change(failed, status=JobStatus.FAILED)
    browser = by(head)
    page = browser.get(reverse("jobs"), {"show": "failed"}).content.decode()
    assert url("job", failed) in page
    assert url("job", job) not in page
    browser.get(reverse("jobs"))
    with django_assert_max_num_queries(6):
        browser.get(reverse("jobs"))
    for _each in range(5):
        jobs.enqueue(kind=KIND, payload={}, owner_id=head.pk)
    with django_assert_max_num_queries(6):
        browser.get(reverse("jobs"))


def test_a_running_job_shows_how_far_it_is_and_a_done_one_what_came_out(by, job, head):
    change(job, status=JobStatus.RUNNING, progress=40, message="Page 2 of 5")
    page = by(head).get(url("job", job)).content.decode()
    assert "40 %" in page
    assert 'width="40%"' in page
    assert "Page 2 of 5" in page
    assert "operations/job.js" in page
    change(job, status=JobStatus.DONE, progress=100, result={"erased": {"codes": 3}, "files": ["a", "b"], "ok": True})
    page = by(head).get(url("job", job)).content.decode()
    for expected in ("erased · codes", ">3<", "a, b", "yes"):
        assert expected in page
    assert "operations/job.js" not in page
    assert url("job_cancel", job) not in page


def test_the_watching_page_gets_304_until_something_changes(by, job, head):
    browser = by(head)
    first = browser.get(url("job_state", job))
    assert json.loads(first.content)["status"] == "queued"
    again = browser.get(url("job_state", job), headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    change(job, status=JobStatus.RUNNING, progress=7, attempts=1)
    news = browser.get(url("job_state", job), headers={"if-none-match": first.headers["ETag"]})
    assert json.loads(news.content)["progress"] == 7
    assert "no-cache" in news.headers["Cache-Control"]


def test_the_page_shows_the_tag_that_its_script_begins_with(by, job, head):
    browser = by(head)
    tag = browser.get(url("job_state", job)).headers["ETag"].replace('"', "&quot;")
    assert f'data-tag="{tag}"' in browser.get(url("job", job)).content.decode()


def test_the_owner_stops_their_work_and_twice_is_once(by, job, head):
    browser = by(head)
    for _twice in range(2):
        assert browser.post(url("job_cancel", job)).headers["Location"] == url("job", job)
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED
    assert not AuditEntry.objects.filter(action="job.cancel").exists()


def test_stopping_somebody_elses_work_is_written_down_once(by, job, site_admin):
    browser = by(site_admin)
    for _twice in range(2):
        browser.post(url("job_cancel", job))
    entry = AuditEntry.objects.get(action="job.cancel")
    assert (entry.actor_id, entry.scope_id) == (site_admin.pk, job.public_id)


def test_a_failed_job_is_tried_again_once(by, job, head, site_admin):
    change(job, status=JobStatus.FAILED, error_code="no_paper", error_text="The printer has no paper.")
    page = by(head).get(url("job", job)).content.decode()
    assert "The printer has no paper." in page
    first = by(head).post(url("job_retry", job)).headers["Location"]
    assert first != url("job", job)
    assert by(site_admin).post(url("job_retry", job)).headers["Location"] == first
    assert Job.objects.filter(kind=KIND).count() == 2
    assert not AuditEntry.objects.filter(action="job.retry").exists()


def test_a_done_job_is_not_tried_again(by, job, head):
    change(job, status=JobStatus.DONE)
    answer = by(head).post(url("job_retry", job), follow=True)
    assert "cannot be done again" in answer.content.decode()
    assert Job.objects.filter(kind=KIND).count() == 1
