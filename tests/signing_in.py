"""The short way in for tests that are not about sign-in."""

import time

from django.test import Client

from accounts.enums import SessionKey
from accounts.models import User
from accounts.services.sign_in import CARD_BACKEND, STAFF_BACKEND


def sign_in(client: Client, user: User) -> Client:
    """Sign somebody in, second factor included, and return the client."""
    client.force_login(user, backend=CARD_BACKEND if user.is_learner else STAFF_BACKEND)
    session = client.session
    if not user.is_learner:
        session[SessionKey.SECOND_FACTOR_AT] = int(time.time())
    session.save()
    return client
