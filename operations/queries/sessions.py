"""Whose sign-in a session is: no column says so."""

from collections.abc import Iterator

from django.contrib.sessions.models import Session

SESSIONS_AT_ONCE = 500


def sessions_of(person_id: int) -> Iterator[Session]:
    """Yield a person's sign-ins; whose a session is stands sealed inside it."""
    for session in Session.objects.iterator(chunk_size=SESSIONS_AT_ONCE):
        if session.get_decoded().get("_auth_user_id") == str(person_id):
            yield session
