"""The probes answer without a sign-in, tell nothing, and say when something is away."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs import services as jobs
from operations.queries import readiness as reading

pytestmark = pytest.mark.django_db

UNAVAILABLE = (503, b"unavailable\n")


@pytest.fixture
def worker(db) -> None:
    """A worker process that was seen just now."""
    jobs.beat(name="somewhere/1")


@pytest.fixture
def no_database(monkeypatch) -> None:
    """Nobody answers where the database was."""

    def refuse(*_args, **_kwargs):
        raise DatabaseError("host db.example.org refused user orientir")

    monkeypatch.setattr(connection, "cursor", refuse)


def said(response) -> tuple[int, bytes]:
    return response.status_code, response.content


def test_a_living_process_answers_whatever_else_is_away(stranger, no_database, django_assert_num_queries):
    response = stranger.get("/healthz")
    assert said(response) == (200, b"ok\n")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


def test_readiness_costs_one_query(stranger, worker, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = stranger.get("/readyz")
    assert said(response) == (200, b"ok\n")
    assert not response.cookies


def test_without_a_database_it_says_unavailable_and_nothing_more(stranger, no_database):
    response = stranger.get(reverse("ready"))
    assert said(response) == UNAVAILABLE
    assert response.headers["Retry-After"] == "5"


def test_without_a_worker_or_with_a_silent_one_it_is_unavailable(stranger, caplog):
    assert said(stranger.get("/readyz")) == UNAVAILABLE
    jobs.beat(name="somewhere/1", now=timezone.now() - timedelta(minutes=3))
    assert said(stranger.get("/readyz")) == UNAVAILABLE
    assert "not ready: worker" in caplog.text
    jobs.beat(name="elsewhere/1")
    assert said(stranger.get("/readyz")) == (200, b"ok\n")


@pytest.mark.parametrize("usage", [SimpleNamespace(free=10_000_000), OSError("gone")])
def test_a_full_or_missing_disk_is_unavailable(stranger, worker, monkeypatch, usage):
    def disk_usage(_folder):
        if isinstance(usage, OSError):
            raise usage
        return usage

    monkeypatch.setattr(reading.shutil, "disk_usage", disk_usage)
    assert said(stranger.get("/readyz")) == UNAVAILABLE


@pytest.mark.parametrize("path", settings.PROBE_PATHS)
def test_balancers_ask_in_plain_http_and_by_the_number_of_the_machine(path, worker, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [f"^{probe[1:]}$" for probe in settings.PROBE_PATHS]
    answer = Client().get(path, headers={"host": "10.1.2.3:8000"})
    assert answer.status_code == 200
    # The headers of every other answer are on this one too.
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Client().get("/help/").status_code == 301


def test_a_sign_in_makes_no_difference(sign_in, student, worker, django_assert_num_queries):
    browser = sign_in(Client(), student)
    with django_assert_num_queries(1):
        assert said(browser.get("/readyz")) == (200, b"ok\n")


@pytest.mark.parametrize("path", settings.PROBE_PATHS)
def test_nothing_can_be_sent_to_it(stranger, path):
    assert stranger.post(path).status_code == 405
