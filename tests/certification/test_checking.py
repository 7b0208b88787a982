"""Anybody may check a number: the state in words first, a name only with consent, and equal work for every number."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.services import guessing
from certification.enums import EventKind
from tests.factories import CertificateFactory
from tests.factories.certification import happen

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(candidate, training_group):
    candidate.display_name = "Olena Shevchenko"
    candidate.save()
    return CertificateFactory(person=candidate, cohort=training_group, number="2026-12345-67890")


def test_every_state_has_its_words_and_every_number_the_same_work(certificate, candidate, training_group, stranger):
    today = timezone.localdate()
    numbers = {"Valid": "2026-12345-67890"}
    ends = {"Valid, ends soon": 100, "Expired – in renewal": -10, "Expired": -70}
    for cycle, (words, days) in enumerate(ends.items(), start=2):
        numbers[words] = CertificateFactory(
            programme=certificate.programme, person=candidate, cycle=cycle,
            issued_on=today - timedelta(days=400), valid_until=today + timedelta(days=days),
        ).number  # fmt: skip
    for cycle, (words, kinds) in enumerate(
        {"Suspended": [EventKind.SUSPENDED], "Withdrawn": [EventKind.SUSPENDED, EventKind.REVOKED]}.items(), start=7
    ):
        row = CertificateFactory(programme=certificate.programme, person=candidate, cycle=cycle)
        happen(row, *kinds)
        numbers[words] = row.number
    numbers["No such certificate. Check the number."] = "2026-12345-67891"
    stranger.get("/v/2026-12345-67892/")
    work = set()
    for words, number in numbers.items():
        with CaptureQueriesContext(connection) as made:
            answer = stranger.get(f"/v/{number}/")
        page = answer.content.decode()
        heading = page[page.index("<h1") : page.index("</h1>")]
        assert heading.endswith(f">{words}"), number
        assert answer.status_code == (404 if number == "2026-12345-67891" else 200)
        assert answer["Cache-Control"] == "no-store"
        work.add(len(made))
    assert len(work) == 1


def test_a_stranger_reads_initials_until_the_holder_consents(certificate, candidate, stranger, client, sign_in):
    holder = sign_in(client, candidate)
    url = f"/my/cert/{certificate.public_id}/name/"
    for show, seen in (("no", False), ("yes", True), ("yes", True), ("no", False)):
        holder.post(url, {"show": show})
        page = stranger.get("/v/2026-12345-67890/").content.decode()
        assert ("Olena Shevchenko" in page, "O. S." in page) == (seen, not seen)
    assert stranger.post(url, {"show": "yes"}).status_code == 302


def test_a_typed_number_leads_to_its_page_and_nothing_else_does(certificate, stranger):
    assert stranger.get("/v/", {"number": " 2026 12345 67890 "}).headers["Location"] == "/v/2026-12345-67890/"
    assert stranger.get("/v/").status_code == 200
    assert "only figures" in stranger.get("/v/", {"number": "../admin"}).content.decode()
    assert stranger.get("/v/2026-12345-67890/credential.json").status_code == 404
    assert stranger.get("/v/status/1.json").status_code == 404
    keys = stranger.get("/.well-known/orientir/keys.json")
    assert (keys.json()["assertionMethod"], keys["Cache-Control"]) == ([], "public, max-age=240")


def test_too_many_checks_are_slowed_and_then_put_off(certificate, stranger, monkeypatch):
    monkeypatch.setattr(guessing, "LOOK_UPS_PER_HOUR", 1)
    monkeypatch.setattr(guessing, "WRONG_ENTRY_DELAY_SECONDS", 0)
    assert [stranger.get("/v/2026-12345-67890/").status_code for _time in range(2)] == [200, 200]
    with guessing._delays, guessing._delays:
        later = stranger.get("/v/2026-12345-67890/")
    assert (later.status_code, later["Retry-After"]) == (429, "2")
    assert stranger.get("/v/2026-12345-67890/").status_code == 200
