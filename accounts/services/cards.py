"""Login cards: issuing, cancelling and recognising them."""

import hashlib
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.enums import CardRefusal, GuessKind
from accounts.exchange.card_number import CARD_DIGITS, SECRET_DIGITS, CardNumber, NumberRefused, parse
from accounts.models import GuessCounter, LoginCard, User
from accounts.services.guessing import clear, is_last, note_wrong_entry, reserve
from audit.models import Scope
from audit.services import record
from common.ids import random_digits

CARD_LIFE = timedelta(days=365)
QR_SECRET_BYTES = 16
NOWHERE: Scope = ("", "")
NO_HASH = "0" * 64


class CardsRefused(ValueError):
    """These cards cannot be issued; nothing was written."""


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A new card together with its secrets, which exist only here: print them now or never.

    ``number``: the 16 printed digits in four groups. ``token``: what stands behind ``/c/`` in the QR code.
    """

    card: LoginCard
    number: str = field(repr=False)
    token: str = field(repr=False)

    @property
    def learner(self) -> User:
        """Return whose card it is."""
        return self.card.user


def issue_cards(
    *,
    learners: Sequence[User],
    actor: User,
    pin_required: bool,
    ends_at: datetime | None = None,
    scope: Scope = NOWHERE,
) -> list[IssuedCard]:
    """Give each learner a new card, in the given order, and return the secrets once.

    Their older cards are cancelled and they are signed out everywhere. A card lives 365 days, or until ``ends_at`` if
    that is sooner. One audit entry with the count, about ``scope``. The number of queries does not depend on the
    number of learners. The caller has checked that ``actor`` may do this.
    """
    ids = {learner.pk for learner in learners}
    now = timezone.now()
    with transaction.atomic():
        people = {person.pk: person for person in User.objects.learners().select_for_update().filter(pk__in=ids)}
        if len(people) != len(ids) or not all(person.is_active for person in people.values()):
            raise CardsRefused("only active learners get a card")
        LoginCard.objects.filter(user__in=ids, cancelled_at=None).update(cancelled_at=now)
        User.objects.filter(pk__in=ids).update(session_epoch=F("session_epoch") + 1)
        expires_at = min(now + CARD_LIFE, ends_at or now + CARD_LIFE)
        issued = []
        for learner_id, number in zip(people, _free_numbers(len(ids)), strict=True):
            printed = CardNumber(number, random_digits(SECRET_DIGITS))
            qr_secret = secrets.token_urlsafe(QR_SECRET_BYTES)
            card = LoginCard(
                user=people[learner_id],
                number=number,
                qr_hash=_qr_hash(qr_secret),
                typed_hash=_typed_hash(printed),
                pin_required=pin_required,
                issued_at=now,
                issued_by_id=actor.pk,
                expires_at=expires_at,
            )
            issued.append(IssuedCard(card, printed.printed(), f"{number}.{qr_secret}"))
        LoginCard.objects.bulk_create(one.card for one in issued)
        # Somebody may have tried these numbers while they belonged to nobody.
        GuessCounter.objects.filter(kind=GuessKind.CARD_NUMBER, key__in=[one.card.number for one in issued]).delete()
        if issued:
            record(action="card.issue", actor=actor, scope_type=scope[0], scope_id=scope[1], count=len(issued))
    by_learner = {one.card.user_id: one for one in issued}
    return [by_learner[learner_id] for learner_id in dict.fromkeys(learner.pk for learner in learners)]


def cancel_card(*, card: LoginCard, actor: User, reason: str = "", scope: Scope = NOWHERE) -> bool:
    """Cancel a card and sign its owner out everywhere, with effect at the next request; logged.

    Return whether this call did it: the second one changes nothing.
    """
    with transaction.atomic():
        if not LoginCard.objects.filter(pk=card.pk, cancelled_at=None).update(cancelled_at=timezone.now()):
            return False
        User.objects.filter(pk=card.user_id).update(session_epoch=F("session_epoch") + 1)
        record(
            action="card.cancel",
            actor=actor,
            scope_type=scope[0],
            scope_id=scope[1],
            reason=reason,
            details={"card": card.number},
        )
    return True


def require_pin(*, learner_ids: Collection[int], is_required: bool) -> int:
    """Switch the PIN on or off for cards that are already printed, and return how many changed."""
    cards = LoginCard.objects.filter(user_id__in=learner_ids, cancelled_at=None).exclude(pin_required=is_required)
    return cards.update(pin_required=is_required)


def find_card_by_qr(token: str) -> LoginCard | None:
    """Return the card whose QR code holds this token, usable or not; None when there is no such card."""
    number, _dot, secret = token.partition(".")
    card = LoginCard.objects.select_related("user").filter(number=number[:CARD_DIGITS]).first()
    if card is None or len(number) != CARD_DIGITS or not constant_time_compare(card.qr_hash, _qr_hash(secret)):
        return None
    return card


def check_typed_number(text: str) -> LoginCard | CardRefusal:
    """Return the usable card whose printed number this is, or why there is none.

    Slips that the check digit finds cost nothing. Everything else is one of the five guesses of that card number,
    whether such a card exists or not, with the same answer and the same work.
    """
    try:
        number = parse(text)
    except NumberRefused as refusal:
        return CardRefusal(refusal.code)
    place = reserve(GuessKind.CARD_NUMBER, number.card)
    if not place:
        return CardRefusal.PAUSED
    card = LoginCard.objects.select_related("user").filter(number=number.card).first()
    expected = card.typed_hash if card else NO_HASH
    if not constant_time_compare(expected, _typed_hash(number)) or card is None:
        note_wrong_entry()
        return CardRefusal.PAUSED if is_last(GuessKind.CARD_NUMBER, place) else CardRefusal.WRONG
    clear(GuessKind.CARD_NUMBER, number.card)
    return card if card.is_usable and card.user.is_active else CardRefusal.ENDED


def _free_numbers(count: int) -> Iterable[str]:
    """Return that many unused card numbers; two queries unless the million numbers are nearly used up."""
    free: set[str] = set()
    while len(free) < count:
        drawn = {random_digits(CARD_DIGITS) for _ in range(2 * count + 10)}
        free |= drawn - set(LoginCard.objects.filter(number__in=drawn).values_list("number", flat=True))
    return sorted(free, key=lambda _number: secrets.randbits(32))[:count]


def _qr_hash(secret: str) -> str:
    """128 random bits cannot be guessed from their hash, so that no key is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _typed_hash(number: CardNumber) -> str:
    """Nine digits could be guessed from a plain hash; the key stays outside the database."""
    value = f"{number.card}:{number.secret}"
    return salted_hmac("accounts.card.typed", value, secret=settings.CARD_PEPPER, algorithm="sha256").hexdigest()
