"""The start page: one field for a card or a code."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import services as accounts
from common.http import no_store, safe_next, see_other
from institutions import services as institutions
from lessons.services.joining import SEAT_COOKIE, JoinAnswer, enter_live_code
from safeguarding.services.leaving import forget_exit

CLASS_CODE_DIGITS = 10
LIVE_CODE_DIGITS = 6
# In the address that the square on the wall holds; it only fills the field.
LIVE_SQUARE = "code"
SEAT_SECONDS = 4 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def start(request: HttpRequest) -> HttpResponse:
    """Take a card number, a class code or the code of a running lesson; the rest is explained beside the field."""
    if request.method != "POST" and request.user.is_authenticated:
        home = "/live/" if LIVE_SQUARE in request.GET else "/my/"
        return HttpResponseRedirect(home if request.user.is_learner else "/t/")
    error = ""
    typed = re.sub(r"\D", "", request.GET.get(LIVE_SQUARE, ""))[:LIVE_CODE_DIGITS]
    if request.method == "POST":
        typed = request.POST.get("code", "")[:40]
        digits = re.sub(r"\D", "", typed)
        if len(digits) == LIVE_CODE_DIGITS:
            joined = enter_live_code(request, digits)
            if joined.url:
                return _seated(joined)
            answer = accounts.CardAnswer(error=joined.error)
        elif len(digits) == CLASS_CODE_DIGITS:
            answer = institutions.enter_class_code(request, digits)
        else:
            answer = accounts.enter_card_number(request, digits)
        if answer.url:
            return see_other(answer.url)
        error = answer.error
    context = {
        "error": error,
        "typed": typed,
        "next": safe_next(request, ""),
        "languages_switch": True,
        "title": _("Start"),
    }
    return render(request, "lessons/start.html", context, status=422 if error else 200)


def _seated(joined: JoinAnswer) -> HttpResponse:
    """Lead to the lesson; whoever types its code comes on purpose, so that an exit of before is over."""
    response = see_other(joined.url)
    forget_exit(response)
    if joined.secret:
        response.set_cookie(
            SEAT_COOKIE, joined.secret, max_age=SEAT_SECONDS, path="/", secure=settings.SESSION_COOKIE_SECURE,
            httponly=True, samesite="Lax",
        )  # fmt: skip
    return response
