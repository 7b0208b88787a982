"""The PIN of a card: drawn by us, chosen by the child, known to nobody else and stored only as a peppered hash."""

import hmac

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from accounts.enums import GuessKind, PinAnswer
from accounts.models import LoginCard, User
from accounts.services.cards import NOWHERE
from accounts.services.guessing import clear, is_last, is_spent, reserve
from audit.enums import ActorKind
from audit.models import Scope
from audit.services import record

PIN_DIGITS = 6
PINS_TO_CHOOSE_FROM = 3


def drawn_pins(card: LoginCard, nonce: str) -> list[str]:
    """Return the three PINs that this sign-in offers; computed from a nonce, so that none is stored unless chosen."""
    pins: list[str] = []
    step = 0
    while len(pins) < PINS_TO_CHOOSE_FROM:
        pin = f"{int(_peppered(card, f'{nonce}:{step}'), 16) % 10**PIN_DIGITS:0{PIN_DIGITS}}"
        step += 1
        if pin not in pins:
            pins.append(pin)
    return pins


def choose_pin(*, card: LoginCard, nonce: str, choice: int) -> bool:
    """Make the drawn PIN number ``choice`` (from 0) the card's own; False when it has one already."""
    pin = make_password(_peppered(card, drawn_pins(card, nonce)[choice]))
    return LoginCard.objects.filter(pk=card.pk, pin="").update(pin=pin) > 0


def check_pin(*, card: LoginCard, text: str) -> PinAnswer:
    """Compare a typed PIN; the fifth wrong one in a row locks the card until ``reset_pin``, and is logged."""
    place = reserve(GuessKind.CARD_PIN, str(card.pk))
    if not place:
        return PinAnswer.LOCKED
    typed = "".join(sign for sign in text if sign.isdecimal())
    if check_password(_peppered(card, typed), card.pin):
        clear(GuessKind.CARD_PIN, str(card.pk))
        return PinAnswer.RIGHT
    if not is_last(GuessKind.CARD_PIN, place):
        return PinAnswer.WRONG
    record(
        action="card.lock",
        actor=None,
        actor_kind=ActorKind.ANONYMOUS,
        scope_type="user",
        scope_id=card.user.public_id,
        details={"card": card.number},
    )
    return PinAnswer.LOCKED


def is_pin_locked(card: LoginCard) -> bool:
    """Return whether the teacher has to reset the PIN first."""
    return is_spent(GuessKind.CARD_PIN, str(card.pk))


def reset_pin(*, card: LoginCard, actor: User, scope: Scope = NOWHERE) -> None:
    """Forget the PIN and its wrong guesses: the next sign-in with the card chooses a new one. Logged each time."""
    with transaction.atomic():
        LoginCard.objects.filter(pk=card.pk).update(pin="")
        clear(GuessKind.CARD_PIN, str(card.pk))
        record(
            action="card.reset",
            actor=actor,
            scope_type=scope[0],
            scope_id=scope[1],
            details={"card": card.number},
        )


def _peppered(card: LoginCard, value: str) -> str:
    """Bind a value to the card and to the key outside the database; a million PINs alone are soon tried."""
    message = f"accounts.card.choice:{card.pk}:{value}".encode()
    return hmac.new(settings.CARD_PEPPER.encode(), message, "sha256").hexdigest()
