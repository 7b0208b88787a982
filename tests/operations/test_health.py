"""The health page answers without a sign-in, tells nothing, and says when the database is away."""

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_healthy_process_answers_with_one_trivial_query(stranger, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = stranger.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


def test_without_a_database_it_says_unavailable_and_nothing_more(stranger, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise DatabaseError("host db.example.org refused user orientir")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = stranger.get(reverse("health"))
    assert (response.status_code, response.content) == (503, b"unavailable\n")
    assert response.headers["Retry-After"] == "5"


def test_nothing_can_be_sent_to_it(stranger):
    assert stranger.post("/healthz").status_code == 405
