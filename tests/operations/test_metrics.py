"""Prometheus gets figures for its token; strangers find no such page, and no label names anybody."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs import services as jobs
from operations.queries.backups import STATE_FILE
from tests.answering import answer_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

TOKEN = "let-me-see-the-figures"
LABELS = re.compile(r'(\w+)="([^"]*)"')


@pytest.fixture(autouse=True)
def _token(settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def scrape(token: str = TOKEN) -> str:
    answer = Client().get(reverse("metrics"), headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    return answer.content.decode()


def figure(text: str, name: str) -> float:
    """Return a figure by its name and labels, 0 when it is not there."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found.group(1)) if found else 0.0


@pytest.mark.parametrize(
    "shown", ["", "Bearer ", "Bearer wrong", "Bearer " + TOKEN + "x", "Basic dXNlcg==", "Bearer ж"]
)
def test_without_the_token_there_is_no_such_page(shown):
    headers = {"authorization": shown} if shown else {}
    assert Client().get(reverse("metrics"), headers=headers).status_code == 404


def test_without_a_setting_nobody_gets_it_not_even_with_an_empty_token(settings):
    settings.METRICS_TOKEN = ""
    for headers in ({}, {"authorization": "Bearer "}, {"authorization": f"Bearer {TOKEN}"}):
        assert Client().get(reverse("metrics"), headers=headers).status_code == 404


def test_requests_are_counted_by_kind_of_page_and_status(stranger):
    name = 'orientir_requests_total{pages="student",status="302"}'
    before = scrape()
    for _twice in range(2):
        stranger.get("/my/")
    after = scrape()
    assert figure(after, name) == figure(before, name) + 2
    count = 'orientir_request_seconds_count{pages="student"}'
    assert figure(after, count) == figure(before, count) + 2
    assert 'orientir_request_seconds_bucket{le="0.25",pages="student"}' in after


def test_whoever_asks_for_help_or_leaves_is_not_counted(stranger):
    def counted() -> float:
        return sum(float(line.split()[-1]) for line in scrape().splitlines() if "_requests_total{" in line)

    before = counted()
    for path in ("/help/", "/exit", "/tools/calc/"):
        stranger.get(path)
    # One for the visit of Prometheus itself.
    assert counted() == before + 1


def test_answers_are_counted_once_they_are_committed(given_quiz, student, django_capture_on_commit_callbacks):
    before = figure(scrape(), "orientir_answers_saved_total")
    with django_capture_on_commit_callbacks(execute=True):
        attempt = answer_quiz(given_quiz, student, send=False)
    saved = attempt.responses.count()
    assert saved > 0
    assert figure(scrape(), "orientir_answers_saved_total") == before + saved
    # The same answers once more are doubles: nothing was saved.
    with django_capture_on_commit_callbacks(execute=True):
        answer_quiz(given_quiz, student, send=False)
    assert figure(scrape(), "orientir_answers_saved_total") == before + saved


def test_jobs_worker_and_disk_have_figures():
    assert "heartbeat" not in scrape()
    jobs.beat(name="somewhere/1")
    jobs.enqueue(kind="jobs.delete_old", payload={}, owner_id=None)
    text = scrape()
    assert figure(text, 'orientir_jobs{state="queued"}') == 1
    assert figure(text, 'orientir_jobs{state="failed"}') == 0
    assert 0 <= figure(text, "orientir_worker_heartbeat_age_seconds") < 60
    assert figure(text, "orientir_disk_free_bytes") > 0
    assert figure(text, "orientir_database_up") == 1


def test_the_age_of_the_backup_is_a_figure_once_there_is_one(settings, tmp_path):
    settings.BACKUP_DIR = str(tmp_path)
    assert "orientir_backup_age" not in scrape()
    at = timezone.now() - timedelta(hours=2)
    (tmp_path / STATE_FILE).write_text(json.dumps({"at": at.isoformat(), "size": 1, "is_encrypted": True, "error": ""}))
    assert 7200 <= figure(scrape(), "orientir_backup_age_seconds") < 7300


def test_no_label_says_more_than_a_kind_a_state_or_a_status(given_quiz, student, stranger, sign_in):
    browser = sign_in(Client(), student)
    browser.get("/my/")
    stranger.get(f"/c/482615.secret{student.public_id}")
    stranger.get("/t/c/8bk2m4n6pq/")
    stranger.generic("BREW", "/my/")
    text = scrape()
    kinds = {"answer", "editor", "files", "probe", "public", "sign_in", "staff", "student"}
    states = {"queued", "running", "done", "failed", "cancelled"}
    for label, value in LABELS.findall(text):
        allowed = {"pages": kinds, "state": states}.get(label)
        assert value in allowed if allowed else re.fullmatch(r"\d{3}|[\d.]+|\+Inf", value), (label, value)


def test_figures_of_several_processes_add_up(tmp_path):
    script = (
        "import django; django.setup()\n"
        "from operations.services.metrics import count_request, exposition\n"
        "count_request(pages='student', status=200, seconds=0.01)\n"
        "import sys; from unittest import mock\n"
        "with mock.patch('operations.services.metrics.gauges', lambda: []): sys.stdout.buffer.write(exposition())\n"
    )
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for number in (1, 2, 3):
        run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
        assert figure(run.stdout.decode(), 'orientir_requests_total{pages="student",status="200"}') == number
