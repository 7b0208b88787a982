"""Opening, holding and ending sign-ins of students and staff."""

import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import login, logout
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.enums import LANGUAGE_OF_SIGN_IN, CardRefusal, SessionKey
from accounts.models import LoginCard, User
from accounts.services.cards import check_typed_number
from common.http import safe_next

LEARNER_HOME = "/my/"
CARD_BACKEND = "accounts.adapters.CardBackend"
STAFF_BACKEND = "accounts.adapters.StaffBackend"
# How long a shown card waits for its PIN.
WAITING_SECONDS = 10 * 60

CARD_ENDED = gettext_lazy("This card no longer works. Ask your teacher for a new card.")
CARD_ANSWERS = {
    CardRefusal.EMPTY: gettext_lazy("Type the number from your card."),
    CardRefusal.SIGNS: gettext_lazy("A card number has digits only."),
    CardRefusal.LENGTH: gettext_lazy("A card number has 16 digits. Check that none is missing."),
    CardRefusal.CHECK: gettext_lazy("One of the digits is not right. Compare the number with your card."),
    CardRefusal.WRONG: gettext_lazy("This number opens nothing. Compare it with your card."),
    CardRefusal.PAUSED: gettext_lazy(
        "This number was typed wrongly too often. Scan the square on your card, or try again in 15 minutes."
    ),
    CardRefusal.ENDED: CARD_ENDED,
}


class SignInRefused(Exception):
    """The card or the account does not open the door any more."""


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """What follows a typed card number: a page to go to, or a sentence to show beside the field."""

    url: str = ""
    error: str = ""


def enter_card_number(request: HttpRequest, text: str) -> CardAnswer:
    """Take what somebody typed as a card number: sign in, ask for the PIN, or say what is wrong."""
    card = check_typed_number(text)
    if isinstance(card, CardRefusal):
        return CardAnswer(error=str(CARD_ANSWERS[card]))
    try:
        return CardAnswer(url=open_with_card(request, card))
    except SignInRefused:
        return CardAnswer(error=str(CARD_ENDED))


def open_with_card(request: HttpRequest, card: LoginCard) -> str:
    """Sign in with a card whose secret was shown, or keep it waiting for its PIN; return the page to go to next."""
    target = safe_next(request, LEARNER_HOME)
    if not card.pin_required:
        sign_in_with_card(request, card)
        return target
    if request.user.is_authenticated:
        # The person at the keyboard has just said that they are somebody else.
        logout(request)
    request.session[SessionKey.WAITING_CARD] = {
        "card": card.pk,
        "next": target,
        "at": int(time.time()),
        "nonce": secrets.token_hex(8),
    }
    return reverse("card_pin")


def waiting_card(request: HttpRequest) -> tuple[LoginCard, str, str] | None:
    """Return the card that waits for its PIN in this session, where to go afterwards, and the nonce of its draw."""
    waiting = request.session.get(SessionKey.WAITING_CARD)
    if not waiting or time.time() - waiting["at"] > WAITING_SECONDS:
        return None
    card = LoginCard.objects.usable().select_related("user").filter(pk=waiting["card"]).first()
    return (card, waiting["next"], waiting["nonce"]) if card else None


def sign_in_with_card(request: HttpRequest, card: LoginCard, *, is_pin_right: bool = False) -> None:
    """Sign the card's owner in on this device and out on every other; the session starts afresh.

    Raise ``SignInRefused`` when the card or the account ended meanwhile, or when the card still wants its PIN.
    """
    with transaction.atomic():
        fresh = LoginCard.objects.usable().select_related("user").filter(pk=card.pk).first()
        if fresh is None or (fresh.pin_required and not is_pin_right):
            raise SignInRefused
        LoginCard.objects.filter(pk=card.pk, first_used_at=None).update(first_used_at=timezone.now())
        sign_in_learner(request, fresh.user)


def sign_in_learner(request: HttpRequest, learner: User) -> None:
    """Sign a student in on this device and out on every other: after a card, or when the teacher let them in.

    Raise ``SignInRefused`` for an account that ended, and for staff, who need their second factor.
    """
    learners = User.objects.learners().filter(pk=learner.pk, is_active=True)
    if not learners.update(session_epoch=F("session_epoch") + 1):
        raise SignInRefused
    request.session.pop(SessionKey.WAITING_CARD, None)
    login(request, learners.get(), backend=CARD_BACKEND)
    mark_deliberate(request, learner)


def sign_in_new_staff(request: HttpRequest, user: User) -> None:
    """Sign in a member of staff who has just chosen a password; the second factor is asked for on the next page."""
    if user.is_learner or not user.is_active:
        raise SignInRefused
    login(request, user, backend=STAFF_BACKEND)
    mark_deliberate(request, user)


def note_staff_sign_in(user: User, **_signal: object) -> None:
    """Write down when a member of staff last signed in, to find accounts that nobody uses; never of a student."""
    if not user.is_learner:
        User.objects.filter(pk=user.pk).update(last_login=timezone.now())


def mark_deliberate(request: HttpRequest, user: User) -> None:
    """Note in the session that somebody signed in on purpose, and let the middleware speak their language."""
    request.session[SessionKey.DELIBERATE_SIGN_IN_AT] = int(time.time())
    request.META[LANGUAGE_OF_SIGN_IN] = user.language


def mark_second_factor(request: HttpRequest) -> None:
    """Note in the session that the second factor was shown; demo sign-ins call this too."""
    request.session[SessionKey.SECOND_FACTOR_AT] = int(time.time())


def extend_sign_in(user_ids: Collection[int], until: datetime | None) -> None:
    """Hold these students' idle clocks until then (a lesson is running); None lets the clocks run again."""
    User.objects.learners().filter(pk__in=user_ids).update(signed_in_until=until)


def sign_out_everywhere(user: User) -> None:
    """End every session of this person at its next request."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
