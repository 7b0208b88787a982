"""Limits on guessing passwords of staff, for every door that asks for one."""

import hashlib
from dataclasses import dataclass

from allauth.account.utils import filter_users_by_username

from accounts.enums import GuessKind
from accounts.models import User
from accounts.services.guessing import clear, is_last, reserve
from audit.enums import ActorKind
from audit.services import record


@dataclass(frozen=True, slots=True)
class PasswordGuess:
    """One try of one password: whose it may be, its counter, and its place in the round (0: not admitted)."""

    user: User | None
    key: str
    place: int

    @property
    def is_admitted(self) -> bool:
        """Return whether the password may be compared at all."""
        return self.place > 0


def password_key(username: str) -> str:
    """Return the counter of a user name: each account has its own, unknown names share 65,536.

    A counter for each unknown name would let anybody fill the table.
    """
    return _key(_owner(username), username)


def count_password_guess(username: str) -> PasswordGuess:
    """Reserve one guess before the password is compared."""
    user = _owner(username)
    key = _key(user, username)
    return PasswordGuess(user, key, reserve(GuessKind.PASSWORD, key))


def password_was_right(guess: PasswordGuess) -> None:
    """Forget the wrong guesses before it."""
    clear(GuessKind.PASSWORD, guess.key)


def password_was_wrong(guess: PasswordGuess) -> None:
    """Log the wrong guess that brings the pause of an account that exists."""
    if guess.user and is_last(GuessKind.PASSWORD, guess.place):
        log_pause(guess.user, "password")


def log_pause(user: User, factor: str) -> None:
    """Write down that somebody has used up the guesses of an account."""
    record(
        action="sign_in.pause",
        actor=None,
        actor_kind=ActorKind.ANONYMOUS,
        scope_type="user",
        scope_id=user.public_id,
        details={"factor": factor},
    )


def _owner(username: str) -> User | None:
    """Look a name up as allauth does, so that another spelling of it does not bring five more guesses."""
    user: User | None = filter_users_by_username(username).order_by("pk").first()
    return user


def _key(user: User | None, username: str) -> str:
    return str(user.pk) if user else f"?{hashlib.sha256(username.lower().encode()).hexdigest()[:4]}"


def log_password_change(user: User) -> None:
    """Write down that somebody changed their own password."""
    record(action="account.password_change", actor=user, scope_type="user", scope_id=user.public_id)
