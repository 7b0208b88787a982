"""A new password after a forgotten one, with the code that two colleagues made; the second factor stays as it is."""

import hashlib

from allauth.account.utils import filter_users_by_username
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import F

from accounts.enums import GuessKind, Lost
from accounts.models import User
from accounts.services.guessing import clear, reserve
from accounts.services.recovery import confirmed_recovery, opens, spend
from audit.services import record


def use_password_recovery(*, username: str, code: str, password: str) -> bool:
    """Spend the code: the password is new, every session ends, and the pause of the old one is over. Logged.

    Five wrong codes spend it too. A name that nobody has, or for which nothing was asked, is counted the same way, so
    that the answer tells neither. A password that is too weak raises ``ValidationError`` and spends nothing.
    """
    user: User | None = filter_users_by_username(username).order_by("pk").first()
    recovery = confirmed_recovery(user, Lost.PASSWORD) if user and user.is_active and not user.is_learner else None
    if user is None or recovery is None:
        reserve(GuessKind.RECOVERY, f"?{hashlib.sha256(username.lower().encode()).hexdigest()[:4]}")
        return False
    if not opens(recovery, code):
        return False
    # The code was right: a weak password is no guess at it.
    clear(GuessKind.RECOVERY, str(recovery.pk))
    validate_password(password, user)
    with transaction.atomic():
        if not spend(recovery):
            return False
        user.set_password(password)
        user.session_epoch = F("session_epoch") + 1
        user.save(update_fields=["password", "session_epoch"])
        clear(GuessKind.PASSWORD, str(user.pk))
        record(action="password.restore", actor=user, scope_type="user", scope_id=user.public_id)
    return True
