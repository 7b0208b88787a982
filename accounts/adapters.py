"""Where Django and allauth meet our rules: backends, password hash, sign-in adapters."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpRequest

from accounts.enums import UserKind
from accounts.models import User


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes: about 20 ms, so that a whole class signs in within seconds."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


class StaffBackend(AuthenticationBackend):
    """User name and password, for staff only; a learner row never opens this door."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Return the member of staff, or None."""
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and user.kind == UserKind.STAFF else None


class CardBackend(BaseBackend):
    """Names the sessions that a card or a teacher opened; it authenticates nobody by itself."""

    def get_user(self, user_id: int) -> User | None:
        """Return the learner behind a session while the account is active."""
        return User.objects.filter(pk=user_id, kind=UserKind.LEARNER, is_active=True).first()


class StaffAccountAdapter(DefaultAccountAdapter):
    """allauth without open doors: no sign-up, no e-mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: staff accounts come from an invitation."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send everybody to Today, which knows what the role needs."""
        return str(settings.LOGIN_REDIRECT_URL)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors of staff."""

    def get_totp_issuer(self) -> str:
        """Name the installation in the authenticator app."""
        return str(settings.MFA_TOTP_ISSUER)


