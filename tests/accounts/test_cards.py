"""Issuing, cancelling and recognising login cards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import services
from accounts.enums import CardRefusal, GuessKind
from accounts.exchange.card_number import CardNumber
from accounts.models import GuessCounter, LoginCard, User
from audit.models import AuditEntry
from tests.factories import LearnerFactory


def test_a_card_carries_its_secrets_once_and_stores_only_hashes(issued, learner):
    card = LoginCard.objects.get()
    assert card.user == learner
    stored = repr(LoginCard.objects.values())
    secret = issued.token.partition(".")[2]
    assert len(secret) == 22
    assert secret not in stored
    assert issued.number.replace(" ", "")[6:15] not in stored
    assert secret not in repr(issued)


def test_a_card_lives_for_a_year_at_most(learner, actor):
    now = timezone.now()
    soon = now + timedelta(days=30)
    short = services.issue_cards(learners=[learner], actor=actor, pin_required=False, ends_at=soon)[0]
    assert short.card.expires_at == soon
    late = now + timedelta(days=3650)
    long = services.issue_cards(learners=[learner], actor=actor, pin_required=True, ends_at=late)[0]
    assert now + timedelta(days=364) < long.card.expires_at < now + timedelta(days=366)
    assert long.card.pin_required


def test_a_second_card_ends_the_first_and_its_sign_ins(issued, issue, learner):
    epoch = User.objects.get(pk=learner.pk).session_epoch
    second = issue(learner)
    assert services.find_card_by_qr(issued.token).cancelled_at
    assert services.check_typed_number(issued.number) == CardRefusal.ENDED
    assert services.check_typed_number(second.number) == second.card
    assert User.objects.get(pk=learner.pk).session_epoch == epoch + 1


def test_cards_come_in_the_order_of_the_learners_and_twice_the_same_learner_gets_one(db, actor):
    learners = LearnerFactory.create_batch(3)
    asked = [learners[2], learners[0], learners[1], learners[2]]
    issued = services.issue_cards(learners=asked, actor=actor, pin_required=False)
    assert [one.learner for one in issued] == [learners[2], learners[0], learners[1]]


@pytest.mark.parametrize("count", [1, 3, 40])
def test_issuing_costs_the_same_for_one_and_for_a_class(db, actor, count, django_assert_num_queries):
    learners = LearnerFactory.create_batch(count)
    with django_assert_num_queries(9):
        services.issue_cards(learners=learners, actor=actor, pin_required=False)


def test_issuing_is_logged_once_with_the_count(db, actor):
    learners = LearnerFactory.create_batch(3)
    services.issue_cards(learners=learners, actor=actor, pin_required=False, scope=("cohort", "abc"))
    entry = AuditEntry.objects.get(action="card.issue")
    assert (entry.count, entry.actor_id, entry.scope_type, entry.scope_id) == (3, actor.pk, "cohort", "abc")


def test_staff_and_closed_accounts_get_no_card(learner, actor):
    with pytest.raises(services.CardsRefused):
        services.issue_cards(learners=[learner, actor], actor=actor, pin_required=False)
    services.deactivate(user=learner, actor=actor)
    with pytest.raises(services.CardsRefused):
        services.issue_cards(learners=[learner], actor=actor, pin_required=False)
    assert not LoginCard.objects.exists()


def test_nobody_asks_for_no_cards(actor):
    assert services.issue_cards(learners=[], actor=actor, pin_required=False) == []
    assert not AuditEntry.objects.exists()


def test_a_cancelled_card_is_cancelled_once(issued, learner, actor):
    epoch = User.objects.get(pk=learner.pk).session_epoch
    assert services.cancel_card(card=issued.card, actor=actor, reason="lost") is True
    assert services.cancel_card(card=issued.card, actor=actor) is False
    assert User.objects.get(pk=learner.pk).session_epoch == epoch + 1
    entry = AuditEntry.objects.get(action="card.cancel")
    assert (entry.reason, entry.details) == ("lost", {"card": issued.card.number})


CHANGES = [lambda token: token + "x", lambda token: "000000" + token[6:], lambda _token: "x", lambda _token: ""]


@pytest.mark.parametrize("change", CHANGES)
def test_a_wrong_qr_token_finds_nothing(issued, change):
    assert services.find_card_by_qr(issued.token) == issued.card
    assert services.find_card_by_qr(change(issued.token)) is None


def test_a_slip_costs_no_guess(issued):
    slip = issued.number[:-1] + str((int(issued.number[-1]) + 1) % 10)
    for _ in range(9):
        assert services.check_typed_number(slip) == CardRefusal.CHECK
    assert services.check_typed_number(issued.number) == issued.card


def test_five_wrong_secrets_pause_typing_but_not_scanning(issued, wrong):
    answers = [services.check_typed_number(wrong(issued.number)) for _ in range(6)]
    assert answers == [CardRefusal.WRONG] * 4 + [CardRefusal.PAUSED] * 2
    assert services.check_typed_number(issued.number) == CardRefusal.PAUSED
    assert services.find_card_by_qr(issued.token) == issued.card


def test_a_number_that_belongs_to_nobody_answers_in_the_same_way(db):
    nobody = CardNumber("000000", "123456789").printed()
    answers = [services.check_typed_number(nobody) for _ in range(6)]
    assert answers == [CardRefusal.WRONG] * 4 + [CardRefusal.PAUSED] * 2


def test_after_fifteen_minutes_the_number_can_be_typed_again(issued, wrong):
    for _ in range(5):
        services.check_typed_number(wrong(issued.number))
    GuessCounter.objects.update(paused_until=timezone.now() - timedelta(seconds=1))
    assert services.check_typed_number(issued.number) == issued.card
    assert not GuessCounter.objects.filter(kind=GuessKind.CARD_NUMBER).exists()


def test_a_right_number_forgets_the_wrong_ones_before_it(issued, wrong):
    for _ in range(3):
        for _ in range(4):
            assert services.check_typed_number(wrong(issued.number)) == CardRefusal.WRONG
        assert services.check_typed_number(issued.number) == issued.card


def test_a_new_card_is_free_of_guesses_at_its_number(learner, actor, monkeypatch):
    nobody = CardNumber("123456", "000000000").printed()
    for _ in range(5):
        services.check_typed_number(nobody)
    monkeypatch.setattr("accounts.services.cards._free_numbers", lambda count: ["123456"])
    issued = services.issue_cards(learners=[learner], actor=actor, pin_required=False)[0]
    assert services.check_typed_number(issued.number) == issued.card


def test_the_pin_is_switched_on_for_printed_cards(issued, learner):
    assert services.require_pin(learner_ids=[learner.pk], is_required=True) == 1
    assert services.require_pin(learner_ids=[learner.pk], is_required=True) == 0
    assert LoginCard.objects.get().pin_required


def test_cards_are_deleted_a_year_after_they_were_printed(issued, wrong):
    services.check_typed_number(wrong(issued.number))
    assert services.delete_expired() == 0
    assert services.delete_expired(now=timezone.now() + timedelta(days=2)) == 2  # this counter and the platform's
    assert LoginCard.objects.exists()
    assert services.delete_expired(now=timezone.now() + timedelta(days=366)) == 1
    assert services.delete_expired(now=timezone.now() + timedelta(days=366)) == 0
