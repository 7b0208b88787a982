"""What staff do at the door: the password, the app, the codes it shows."""

import time

from allauth.core import context
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import RequestFactory

from accounts.models import SpentCode

PASSWORD = "a long staff passphrase"
# Seconds: how long an app shows one code, and what a test may need to send it.
STEP = 30
MARGIN = 2


def connect_app(user):
    """Give somebody an authenticator app and return the secret that it shares with us."""
    secret = generate_totp_secret()
    with context.request_context(RequestFactory().get("/")):
        TOTP.activate(user, secret)
    return secret


def app_code(secret, steps=0):
    """Return the code that the app shows now, or so many half minutes away; used codes count again."""
    cache.clear()
    SpentCode.objects.all().delete()
    if time.time() % STEP > STEP - MARGIN:
        # The code would change before it is sent.
        time.sleep(MARGIN)
    return format_hotp_value(hotp_value(secret, int(time.time()) // STEP + steps))


def wrong_code(secret):
    """Return six digits that are wrong now and in the next half minute."""
    now = int(time.time()) // STEP
    right = {hotp_value(secret, step) for step in range(now - 2, now + 3)}
    return f"{next(code for code in range(10) if code not in right):06}"


def give_password(client, username="anna", password=PASSWORD, **data):
    """Type user name and password on the staff sign-in page."""
    return client.post("/staff/sign-in/", {"login": username, "password": password} | data)


def enter(client, secret, username="anna"):
    """Sign in with password and app."""
    give_password(client, username)
    return client.post("/staff/second-factor/authenticate/", {"code": app_code(secret)})
