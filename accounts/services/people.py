"""The end, and the new beginning, of somebody's access."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import LoginCard, SecondFactorRecovery, User
from accounts.services.cards import NOWHERE
from audit.models import Scope
from audit.services import record


def deactivate(*, user: User, actor: User | None, reason: str = "", scope: Scope = NOWHERE) -> bool:
    """Close an account at once: sessions and card end, waiting recoveries lapse. Logged.

    ``actor`` None is the platform itself. Return whether this call did it.
    """
    now = timezone.now()
    with transaction.atomic():
        closed = User.objects.filter(pk=user.pk, is_active=True).update(
            is_active=False, session_epoch=F("session_epoch") + 1, signed_in_until=None
        )
        if not closed:
            return False
        LoginCard.objects.filter(user=user, cancelled_at=None).update(cancelled_at=now)
        SecondFactorRecovery.objects.filter(user=user, used_at=None, expires_at__gt=now).update(expires_at=now)
        _log("account.close", user, actor, reason, scope)
    return True


def reactivate(*, user: User, actor: User | None, reason: str = "", scope: Scope = NOWHERE) -> bool:
    """Open a closed account again: staff with password and second factor as they were, a student with a new card.

    Logged. Return whether this call did it.
    """
    with transaction.atomic():
        if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
            return False
        _log("account.open", user, actor, reason, scope)
    return True


def _log(action: str, user: User, actor: User | None, reason: str, scope: Scope) -> None:
    kind, key = scope if scope != NOWHERE else ("user", user.public_id)
    record(action=action, actor=actor, scope_type=kind, scope_id=key, reason=reason, details={"user": user.public_id})
