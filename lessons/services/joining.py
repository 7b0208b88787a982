"""Joining a running lesson by the code on the wall; only wrong codes are counted, browser by browser."""

import hashlib
import secrets
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.enums import GuessKind
from accounts.services.guessing import reserve
from lessons.models import LessonRun, Seat
from lessons.queries.runs import own_run
from lessons.services.leading import hash_of
from lessons.services.seating import take_seat

SEAT_COOKIE = "seat"


@dataclass(frozen=True, slots=True)
class JoinAnswer:
    """What follows a typed code: a page and this phone's secret, or a sentence to show beside the field."""

    url: str = ""
    error: str = ""
    secret: str = ""


def enter_live_code(request: HttpRequest, code: str) -> JoinAnswer:
    """Take six digits as the code of a running lesson. Only wrong ones count, for each browser.

    Must not run in a transaction. A phone that is seated already keeps its seat.
    """
    browser = hashlib.sha256(request.META.get("CSRF_COOKIE", "").encode()).hexdigest()
    if not reserve(GuessKind.LIVE_CODE, browser):
        return JoinAnswer(error=_("That was wrong five times. Wait half a minute, then look at the board again."))
    run = LessonRun.objects.open().filter(code=code).first()
    if run is None:
        accounts.note_wrong_entry()
        return JoinAnswer(error=_("This code opens nothing now. Check the 6 numbers on the board."))
    accounts.clear(GuessKind.LIVE_CODE, browser)
    user = request.user
    if user.is_authenticated and own_run(user) == run:
        return JoinAnswer(url=reverse("live"))
    kept = request.COOKIES.get(SEAT_COOKIE, "")
    if kept and Seat.objects.filter(run=run, secret_hash=hash_of(kept)).exists():
        return JoinAnswer(url=reverse("live"), secret=kept)
    secret = secrets.token_urlsafe(24)
    if take_seat(run=run, secret_hash=hash_of(secret)) is None:
        return JoinAnswer(error=_("This lesson is full. Ask your teacher."))
    return JoinAnswer(url=reverse("live"), secret=secret)
