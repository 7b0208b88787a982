"""A new start after a lost factor or password: one colleague asks, another confirms, the person types the code once."""

import hmac
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.enums import GuessKind, Lost
from accounts.models import SecondFactorRecovery, User
from accounts.services.guessing import clear, reserve
from audit.services import record
from common.ids import random_digits

# Over a weekend for the second colleague; a day for the person who stands beside them.
REQUEST_LIFE = timedelta(days=3)
CODE_LIFE = timedelta(hours=24)
CODE_DIGITS = 12
# Two colleagues bring back one of the two at a time: both together would be the whole account.
APART = timedelta(days=7)


class RecoveryRefused(Exception):
    """This step is not allowed; nothing was written."""


def request_recovery(*, user: User, actor: User, lost: Lost = Lost.SECOND_FACTOR) -> SecondFactorRecovery:
    """Ask for a new start for a colleague, or return the request that is already waiting. Logged.

    Whether ``actor`` works with ``user`` is checked by the caller; that nobody asks for themselves is checked here, and
    that the other of the two is neither on its way nor was brought back within a week.
    """
    if actor.pk == user.pk or not _is_current_staff(actor) or not _is_current_staff(user):
        raise RecoveryRefused
    now = timezone.now()
    with transaction.atomic():
        # Two requests at once wait for each other here.
        User.objects.select_for_update().get(pk=user.pk)
        own = SecondFactorRecovery.objects.filter(user=user)
        standing = Q(used_at=None, expires_at__gt=now) | Q(used_at__gt=now - APART)
        if own.filter(standing).exclude(lost=lost).exists():
            raise RecoveryRefused
        waiting = own.filter(lost=lost, used_at=None, confirmed_by=None, expires_at__gt=now)
        if recovery := waiting.first():
            return recovery
        recovery = SecondFactorRecovery.objects.create(
            user=user, requested_by=actor, lost=lost, expires_at=now + REQUEST_LIFE
        )
        record(action=f"{lost}.ask", actor=actor, scope_type="user", scope_id=user.public_id)
    return recovery


def confirm_recovery(*, recovery: SecondFactorRecovery, actor: User) -> str:
    """Confirm a colleague's request and return the code, which is shown this once. Logged.

    Refused for whoever asked, for the person concerned, and for a request that lapsed or was confirmed before.
    """
    now = timezone.now()
    code = random_digits(CODE_DIGITS)
    if actor.pk in {recovery.requested_by_id, recovery.user_id} or not _is_current_staff(actor):
        raise RecoveryRefused
    with transaction.atomic():
        confirmed = SecondFactorRecovery.objects.filter(
            pk=recovery.pk,
            confirmed_by=None,
            used_at=None,
            expires_at__gt=now,
            user__is_active=True,
            requested_by__is_active=True,
        ).update(confirmed_by=actor, code_hash=_code_hash(recovery, code), expires_at=now + CODE_LIFE)
        if not confirmed:
            raise RecoveryRefused
        # An older code stops working, so that the counter below belongs to this one alone.
        older = SecondFactorRecovery.objects.filter(user=recovery.user_id, used_at=None, expires_at__gt=now)
        older = older.filter(lost=recovery.lost)
        older.exclude(pk=recovery.pk).exclude(confirmed_by=None).update(expires_at=now)
        clear(GuessKind.RECOVERY, str(recovery.pk))
        record(action=f"{recovery.lost}.confirm", actor=actor, scope_type="user", scope_id=recovery.user.public_id)
    return code


def use_recovery(*, user: User, code: str) -> bool:
    """Spend the code: the lost factors are deleted, every session ends, and a new factor must be set up. Logged.

    Five wrong codes spend it too. The caller knows that ``user`` has just given the right password.
    """
    recovery = confirmed_recovery(user, Lost.SECOND_FACTOR)
    if recovery is None or not opens(recovery, code):
        return False
    with transaction.atomic():
        if not spend(recovery):
            return False
        lost, _per_model = Authenticator.objects.filter(user=user).delete()
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        clear(GuessKind.SECOND_FACTOR, str(user.pk))
        record(action="second_factor.restore", actor=user, scope_type="user", scope_id=user.public_id, count=lost)
    user.refresh_from_db()
    return True


def confirmed_recovery(user: User, lost: Lost) -> SecondFactorRecovery | None:
    """Return the recovery whose code waits to be typed."""
    found = SecondFactorRecovery.objects.filter(user=user, lost=lost, used_at=None, expires_at__gt=timezone.now())
    return found.filter(confirmed_by__isnull=False).first()


def opens(recovery: SecondFactorRecovery, code: str) -> bool:
    """Whether this is the code; each question is one of five."""
    if not reserve(GuessKind.RECOVERY, str(recovery.pk)):
        return False
    digits = "".join(sign for sign in code if sign.isdecimal())
    return constant_time_compare(recovery.code_hash, _code_hash(recovery, digits))


def spend(recovery: SecondFactorRecovery) -> bool:
    """Mark the code as used; False when somebody else was faster."""
    now = timezone.now()
    unused = SecondFactorRecovery.objects.filter(pk=recovery.pk, used_at=None, expires_at__gt=now)
    return bool(unused.update(used_at=now))


def _is_current_staff(user: User) -> bool:
    return user.is_active and not user.is_learner


def _code_hash(recovery: SecondFactorRecovery, code: str) -> str:
    message = f"accounts.recovery:{recovery.public_id}:{code}".encode()
    return hmac.new(settings.CARD_PEPPER.encode(), message, "sha256").hexdigest()
