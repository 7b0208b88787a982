"""A learner starts, saves and sends; what is acknowledged is stored, and the newest answer wins."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from assessments.models import Attempt, QuizAssignment, Response
from assessments.queries import frozen_structure
from assessments.services import NoTryLeft, SaveOutcome, save_answer, send_attempt, start_attempt
from tests.assessments.builders import KEY, answer_to, choose, make_assignment, make_cohort, make_learner


@pytest.fixture
def assignment(db):
    return make_assignment(make_cohort())


@pytest.fixture
def learner(assignment):
    return make_learner(assignment.cohort)


def save(attempt, place, choice, sequence=1):
    item, answer = choose(attempt.assignment, place, choice)
    return save_answer(attempt=attempt, item=item, answer=answer, sequence=sequence, language="en", text_revision=1)


def test_starting_twice_gives_the_same_attempt(assignment, learner):
    first = start_attempt(assignment=assignment, learner=learner)
    assert start_attempt(assignment=assignment, learner=learner) == first


def test_a_layout_is_fixed_at_the_start_and_holds_every_choice(assignment, learner):
    attempt = start_attempt(assignment=assignment, learner=learner)
    for item in frozen_structure(assignment.version).items:
        assert sorted(attempt.layout["choices"][item.id]) == sorted(item.choices)


def test_no_try_is_left_after_the_last_one(assignment, learner):
    for _number in range(assignment.tries):
        send_attempt(attempt=start_attempt(assignment=assignment, learner=learner))
    with pytest.raises(NoTryLeft):
        start_attempt(assignment=assignment, learner=learner)
    assert Attempt.objects.count() == assignment.tries


def test_nobody_starts_before_the_window_or_after_it(assignment, learner):
    QuizAssignment.objects.update(opens_at=timezone.now() + timedelta(hours=1))
    assignment.refresh_from_db()
    with pytest.raises(NoTryLeft):
        start_attempt(assignment=assignment, learner=learner)


def test_a_saved_answer_is_stored_with_its_score(assignment, learner):
    attempt = start_attempt(assignment=assignment, learner=learner)
    assert save(attempt, 0, KEY) == SaveOutcome.SAVED
    assert save(attempt, 1, 0) == SaveOutcome.SAVED
    assert list(Response.objects.order_by("pk").values_list("score", flat=True)) == [Decimal(1), Decimal(0)]


def test_a_double_is_acknowledged_and_stored_once(assignment, learner):
    attempt = start_attempt(assignment=assignment, learner=learner)
    save(attempt, 0, 2)
    assert save(attempt, 0, 2) == SaveOutcome.DOUBLE
    assert Response.objects.count() == 1


def test_a_newer_answer_replaces_an_older_one(assignment, learner):
    attempt = start_attempt(assignment=assignment, learner=learner)
    save(attempt, 0, 2, sequence=1)
    assert save(attempt, 0, KEY, sequence=2) == SaveOutcome.SAVED
    assert Response.objects.get().score == 1


def test_an_older_or_contradicting_answer_changes_nothing(assignment, learner):
    attempt = start_attempt(assignment=assignment, learner=learner)
    save(attempt, 0, KEY, sequence=5)
    assert save(attempt, 0, 2, sequence=4) == SaveOutcome.STALE
    assert save(attempt, 0, 2, sequence=5) == SaveOutcome.STALE
    assert Response.objects.get().score == 1


def test_a_sent_attempt_takes_no_answer(assignment, learner):
    attempt = start_attempt(assignment=assignment, learner=learner)
    save(attempt, 0, 2)
    send_attempt(attempt=attempt)
    assert save(attempt, 0, KEY, sequence=2) == SaveOutcome.CLOSED
    assert Response.objects.get().score == 0


def test_sending_computes_the_score_and_sending_again_changes_nothing(assignment, learner):
    attempt = start_attempt(assignment=assignment, learner=learner)
    save(attempt, 0, KEY)
    save(attempt, 1, 0)
    sent = send_attempt(attempt=attempt)
    assert (sent.score, sent.max_score) == (1, 3)
    assert send_attempt(attempt=attempt).sent_at == sent.sent_at


def test_a_closed_assignment_takes_no_answer(assignment, learner):
    attempt = start_attempt(assignment=assignment, learner=learner)
    attempt.assignment.closes_at = timezone.now()
    assert save(attempt, 0, KEY) == SaveOutcome.CLOSED


class TestAnyDeliveryOrder(HypothesisTestCase):
    """Drops, doubles and reordering end like the answer with the highest sequence that arrived."""

    @settings(max_examples=60, deadline=None)
    @given(deliveries=st.lists(st.integers(min_value=1, max_value=6), min_size=1, max_size=12))
    def test_the_highest_sequence_that_arrived_is_kept(self, deliveries):
        assignment = make_assignment(make_cohort(), count=1)
        attempt = start_attempt(assignment=assignment, learner=make_learner(assignment.cohort))
        item = frozen_structure(assignment.version).items[0]
        for sequence in deliveries:
            # The answer follows from its sequence, as on one device: equal sequences are equal answers.
            save_answer(
                attempt=attempt, item=item, answer=answer_to(item, sequence % 3), sequence=sequence,
                language="en", text_revision=1,
            )  # fmt: skip
        kept = Response.objects.get(attempt=attempt)
        assert kept.sequence == max(deliveries)
        assert kept.answer == answer_to(item, max(deliveries) % 3).to_json()


def test_a_write_that_waited_for_a_newer_one_does_not_undo_it(assignment, learner, monkeypatch):
    """PostgreSQL reads what is kept before it waits for the lock; here the newer answer comes in between."""
    attempt = start_attempt(assignment=assignment, learner=learner)
    save(attempt, 0, 2, sequence=1)
    first = QuerySet.first

    def first_and_then_a_newer_answer(queryset):
        found = first(queryset)
        if queryset.model is Attempt and found == (1,):
            Response.objects.update(sequence=9, answer={"dont_know": True})
        return found

    monkeypatch.setattr(QuerySet, "first", first_and_then_a_newer_answer)
    assert save(attempt, 0, KEY, sequence=5) == SaveOutcome.STALE
    assert Response.objects.get().sequence == 9


def test_a_first_answer_that_waited_for_another_first_answer_is_kept_when_it_is_newer(assignment, learner, monkeypatch):
    attempt = start_attempt(assignment=assignment, learner=learner)
    item, answer = choose(assignment, 0, 2)
    first = QuerySet.first

    def first_and_then_another_answer(queryset):
        found = first(queryset)
        if queryset.model is Attempt and found == (None,):
            Response.objects.create(attempt=attempt, item_id=item.id, sequence=3, answer=answer.to_json(), score=0)
        return found

    monkeypatch.setattr(QuerySet, "first", first_and_then_another_answer)
    assert save(attempt, 0, KEY, sequence=5) == SaveOutcome.SAVED
    assert Response.objects.get().sequence == 5
