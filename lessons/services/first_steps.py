"""Putting the guide for new teachers away."""

from accounts.models import User
from lessons.models import FirstStepsClosed


def close_first_steps(*, user: User) -> None:
    """Remember that somebody needs the guide no more. Twice is once."""
    FirstStepsClosed.objects.get_or_create(user=user)
