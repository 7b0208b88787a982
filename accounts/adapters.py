"""Where Django and allauth meet our rules: backends, password hash, sign-in adapters."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import GuessKind, UserKind
from accounts.models import User
from accounts.permissions import recently_confirmed
from accounts.services.guessing import is_spent
from accounts.services.passwords import count_password_guess, password_key, password_was_right, password_was_wrong
from accounts.services.sign_in import mark_deliberate, mark_second_factor

# What allauth would announce although the page itself shows it.
SILENT_MESSAGES = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes: about 20 ms, so that a whole class signs in within seconds."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


class StaffBackend(AuthenticationBackend):
    """User name and password, for staff only; a learner row never opens this door.

    The limit on guesses stands here, so that no view that asks for a password can be without it.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Return the member of staff; None for a wrong password, a closed account, and when no guess is left."""
        name = credentials.get("username")
        if not name or not credentials.get("password"):
            return None
        guess = count_password_guess(name)
        if not guess.is_admitted:
            return None
        user = super().authenticate(request, **credentials)
        # allauth would tell the owner of a closed account that it is closed; nobody needs to know.
        self.unstash_authenticated_user()
        if isinstance(user, User) and user.kind == UserKind.STAFF:
            password_was_right(guess)
            return user
        password_was_wrong(guess)
        return None


class CardBackend(BaseBackend):
    """Names the sessions that a card or a teacher opened; it authenticates nobody by itself."""

    def get_user(self, user_id: int) -> User | None:
        """Return the learner behind a session while the account is active."""
        try:
            # Asked at every request, so without the ordering that "the first of them" would need.
            return User.objects.get(pk=user_id, kind=UserKind.LEARNER, is_active=True)
        except User.DoesNotExist:
            return None


class StaffAccountAdapter(DefaultAccountAdapter):
    """allauth without open doors: no sign-up, no e-mail, our limits instead of its own."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("User name and password do not match."),
        "too_many_login_attempts": _("There were too many tries. Try again in 15 minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: staff accounts come from an invitation."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send everybody to Today, which knows what the role needs."""
        return str(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go on with the work after a changed password."""
        return str(settings.LOGIN_REDIRECT_URL)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Say that no guess is left, in the same words for accounts that exist and that do not."""
        if is_spent(GuessKind.PASSWORD, password_key(credentials.get("username", ""))):
            raise self.validation_error("too_many_login_attempts")

    def login(self, request: HttpRequest, user: User) -> None:
        """Complete a staff sign-in: what allauth recorded in the session tells whether a second factor was shown."""
        super().login(request, user)
        mark_deliberate(request, user)
        if any(record.get("method") == "mfa" for record in get_authentication_records(request, user)):
            mark_second_factor(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again unless password, code or key were shown within minutes."""
        return not recently_confirmed(self.request)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Leave out messages that only repeat what the page shows."""
        if message_template not in SILENT_MESSAGES:
            super().add_message(request, level, message_template, *args, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Treat a closed account like a wrong password; only a race gets here."""
        return HttpResponseRedirect(reverse("account_login"))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors of staff."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("This is your only second factor. Add another one before you remove it."),
        "incorrect_code": _("This code is not right. Wait for the next one and type it."),
    }

    def get_totp_issuer(self) -> str:
        """Name the installation in the authenticator app."""
        return str(settings.MFA_TOTP_ISSUER)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor: without one the account would be a password alone."""
        return bool(Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk).exists())

    def encrypt(self, text: str) -> str:
        """Seal the shared secret of an authenticator app; a copied database alone makes no codes."""
        return _sealing_key().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what ``encrypt`` sealed."""
        return _sealing_key().decrypt(encrypted_text.encode()).decode()


def _sealing_key() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"accounts.totp:{settings.CARD_PEPPER}".encode()).digest()))
