"""Limits on guessing: counted before the secret is compared, in the database, for each secret by itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections, transaction
from django.utils import timezone

from accounts import services
from accounts.enums import GuessKind
from accounts.models import GuessCounter
from accounts.services import guessing
from audit.models import AuditEntry

GUESSES = 64
# Fewer than the connections that a small PostgreSQL has for two test processes.
GUESSERS = 16


def pass_the_pause():
    GuessCounter.objects.update(paused_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize("kind", list(guessing.LIMITS))
def test_five_guesses_of_a_secret_are_admitted(db, kind):
    assert [services.admit(kind, "k") for _ in range(7)] == [True] * 5 + [False] * 2
    assert guessing.is_spent(kind, "k")


def test_each_secret_has_its_own_counter(db):
    for _ in range(6):
        services.admit(GuessKind.PASSWORD, "one")
    assert services.admit(GuessKind.PASSWORD, "two")
    assert services.admit(GuessKind.SECOND_FACTOR, "one")


def test_the_right_answer_clears_the_counter_and_clearing_twice_is_fine(db):
    for _ in range(5):
        services.admit(GuessKind.PASSWORD, "k")
    services.clear(GuessKind.PASSWORD, "k")
    services.clear(GuessKind.PASSWORD, "k")
    assert not guessing.is_spent(GuessKind.PASSWORD, "k")
    assert services.admit(GuessKind.PASSWORD, "k")


def test_after_the_pause_five_more_are_admitted(db):
    for _ in range(6):
        services.admit(GuessKind.PASSWORD, "k")
    pass_the_pause()
    assert [services.admit(GuessKind.PASSWORD, "k") for _ in range(6)] == [True] * 5 + [False]


@pytest.mark.parametrize(
    ("kind", "most"), [(GuessKind.CARD_PIN, 5), (GuessKind.RECOVERY, 5), (GuessKind.SECOND_FACTOR, 100)]
)
def test_some_secrets_close_for_good(db, kind, most):
    admitted = 0
    for _ in range(30):
        admitted += sum(services.admit(kind, "k") for _ in range(5))
        pass_the_pause()
    assert admitted == most


@pytest.mark.usefixtures("transactional_site")
def test_a_guess_inside_a_transaction_is_refused_because_it_could_be_taken_back():
    with transaction.atomic(), pytest.raises(RuntimeError):
        services.admit(GuessKind.PASSWORD, "k")


@pytest.mark.usefixtures("transactional_site")
@pytest.mark.parametrize("kind", list(guessing.LIMITS))
def test_parallel_guesses_do_not_outrun_the_counter(kind):
    together = Barrier(GUESSERS)

    def guess(_number):
        try:
            together.wait()
            return sum(services.admit(kind, "k") for _ in range(GUESSES // GUESSERS))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(GUESSERS) as threads:
        admitted = sum(threads.map(guess, range(GUESSERS)))
    assert admitted == 5


def test_wrong_entries_are_slow_only_beyond_the_hourly_budget(db, monkeypatch):
    slept = []
    monkeypatch.setattr(guessing.time, "sleep", slept.append)
    monkeypatch.setattr(guessing, "WRONG_ENTRIES_PER_HOUR", 3)
    for _ in range(3):
        services.note_wrong_entry()
    assert slept == []
    services.note_wrong_entry()
    services.note_wrong_entry()
    assert slept == [1.0, 1.0]
    assert AuditEntry.objects.get(action="guess.alarm").count == 3


def test_beyond_the_budget_right_numbers_are_not_slowed(issued, wrong, monkeypatch):
    slept = []
    monkeypatch.setattr(guessing.time, "sleep", slept.append)
    monkeypatch.setattr(guessing, "WRONG_ENTRIES_PER_HOUR", 0)
    assert services.check_typed_number(issued.number) == issued.card
    assert services.find_card_by_qr("000000.nothing") is None
    assert slept == []
    services.check_typed_number(wrong(issued.number))
    assert slept == [1.0]


def test_delays_never_hold_more_than_two_threads(db, monkeypatch):
    slept = []
    monkeypatch.setattr(guessing.time, "sleep", slept.append)
    with guessing._delays, guessing._delays:
        guessing._delay()
    assert slept == []
    guessing._delay()
    assert slept == [1.0]
