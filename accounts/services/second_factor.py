"""Counting wrong second factors, and what follows when a factor was added or removed."""

import hmac
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import GuessKind
from accounts.models import SpentCode, User
from accounts.services.guessing import clear, is_last, reserve
from accounts.services.passwords import log_pause
from accounts.services.sign_in import mark_second_factor
from audit.services import record

# Three steps of an authenticator app, and some.
CODE_LIFE = timedelta(seconds=120)


def guarded_factor[T](user: User, check: Callable[[], T]) -> T:
    """Return what ``check`` returns for a right code or key; it raises ``ValidationError`` for a wrong one.

    Five wrong ones in a row bring a pause of 15 minutes, which is logged; a hundred need the help of two colleagues.
    """
    key = str(user.pk)
    place = reserve(GuessKind.SECOND_FACTOR, key)
    if not place:
        raise ValidationError(_("There were too many tries. Try again in 15 minutes."), code="paused")
    try:
        answer = check()
    except ValidationError:
        if is_last(GuessKind.SECOND_FACTOR, place):
            log_pause(user, "second_factor")
        raise
    clear(GuessKind.SECOND_FACTOR, key)
    return answer


def spend_code(user: User, code: str) -> None:
    """Refuse a code that has been used before.

    allauth remembers it in the cache and for half a minute; but several processes may share no cache, a cache may be
    away, and a code is valid for longer.
    """
    digits = "".join(sign for sign in code if sign.isdecimal())
    message = f"accounts.app_code:{user.pk}:{digits}".encode()
    code_hash = hmac.new(settings.CARD_PEPPER.encode(), message, "sha256").hexdigest()
    now = timezone.now()
    SpentCode.objects.filter(user=user, spent_at__lt=now - CODE_LIFE).delete()
    _code, is_new = SpentCode.objects.get_or_create(user=user, code_hash=code_hash, defaults={"spent_at": now})
    if not is_new:
        raise ValidationError(_("This code has been used. Wait for the next one and type it."), code="used")


def finish_set_up(request: HttpRequest, user: User, kind: str) -> None:
    """Count this sign-in as complete after a factor was added, and end the person's other sessions. Logged.

    A session that somebody else opened with the password alone must not live on.
    """
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        user.refresh_from_db(fields=["session_epoch"])
        record(
            action="second_factor.add",
            actor=user,
            scope_type="user",
            scope_id=user.public_id,
            details={"kind": kind},
        )
    update_session_auth_hash(request, user)
    mark_second_factor(request)


def log_removal(user: User, kind: str) -> None:
    """Write down that somebody removed one of their factors."""
    record(
        action="second_factor.remove",
        actor=user,
        scope_type="user",
        scope_id=user.public_id,
        details={"kind": kind},
    )
