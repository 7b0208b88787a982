"""The PIN of a card: drawn, chosen once, limited, reset, and stored by nobody in the clear."""

import pytest

from accounts import services
from accounts.enums import PinAnswer
from accounts.models import LoginCard
from accounts.services.pins import drawn_pins, is_pin_locked
from audit.models import AuditEntry


@pytest.fixture
def card(issue, learner):
    return issue(learner, pin_required=True).card


@pytest.fixture
def pin(card):
    """The PIN that the child chose."""
    assert services.choose_pin(card=card, nonce="n", choice=1)
    card.refresh_from_db()
    return drawn_pins(card, "n")[1]


def other(pin):
    return f"{(int(pin) + 1) % 1_000_000:06}"


def test_three_different_pins_are_drawn_and_each_draw_is_another(card):
    first, again, second = drawn_pins(card, "n"), drawn_pins(card, "n"), drawn_pins(card, "m")
    assert first == again != second
    assert len(set(first)) == 3
    assert all(len(pin) == 6 and pin.isdecimal() for pin in first)


def test_a_pin_is_chosen_once(card, pin):
    assert services.choose_pin(card=card, nonce="n", choice=2) is False
    assert services.check_pin(card=card, text=pin) == PinAnswer.RIGHT


def test_only_a_slow_hash_of_the_pin_is_stored(card, pin):
    assert pin not in card.pin
    assert "$" in card.pin


def test_blanks_in_a_pin_do_not_matter(card, pin):
    assert services.check_pin(card=card, text=f" {pin[:3]} {pin[3:]}") == PinAnswer.RIGHT


def test_the_same_pin_on_another_card_is_wrong(card, pin, issue):
    from tests.factories import LearnerFactory

    another = issue(LearnerFactory(), pin_required=True).card
    LoginCard.objects.filter(pk=another.pk).update(pin=card.pin)
    another.refresh_from_db()
    assert services.check_pin(card=another, text=pin) == PinAnswer.WRONG


def test_five_wrong_pins_lock_the_card_and_are_logged_once(card, pin, learner):
    answers = [services.check_pin(card=card, text=other(pin)) for _ in range(6)]
    assert answers == [PinAnswer.WRONG] * 4 + [PinAnswer.LOCKED] * 2
    assert services.check_pin(card=card, text=pin) == PinAnswer.LOCKED
    assert is_pin_locked(card)
    assert AuditEntry.objects.get(action="card.lock").scope_id == learner.public_id


def test_the_teacher_resets_the_pin_without_learning_it(card, pin, actor):
    for _ in range(5):
        services.check_pin(card=card, text=other(pin))
    for _ in range(2):
        services.reset_pin(card=card, actor=actor, scope=("cohort", "abc"))
    card.refresh_from_db()
    assert card.pin == ""
    assert not is_pin_locked(card)
    assert (
        list(AuditEntry.objects.filter(action="card.reset").values_list("actor_id", "scope_id"))
        == [(actor.pk, "abc")] * 2
    )


def test_a_new_card_has_no_pin(card, pin, issue, learner):
    assert issue(learner, pin_required=True).card.pin == ""
