"""What happens before any view: nobody watches who asks for help, and a page that was left stays left."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.enums import SessionKey
from safeguarding.enums import LEFT_COOKIE, UNWATCHED_PREFIXES
from safeguarding.services.leaving import forget_exit, neutral_page

GetResponse = Callable[[HttpRequest], HttpResponse]
# In request.META, which no client can write: what a client sends starts with HTTP_.
MARK_BEFORE_VIEW = "safeguarding.deliberate_sign_in"


class UnwatchedMiddleware:
    """Sets the sign-in aside on help, the way out and the calculator.

    So neither a session nor a user is read or written: the visit leaves no trace, sets no cookie, and works while the
    database does not. The sign-in itself goes on; the browser keeps its cookie.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the rest of the request meet nobody."""
        has_left_to_start = request.path_info == "/" and request.COOKIES.get(LEFT_COOKIE) == "1"
        # The start page also forgets an unfinished exit's sign-in: it would send the student on to a guarded page.
        if has_left_to_start or request.path_info.startswith(UNWATCHED_PREFIXES):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)


class LeftPageMiddleware:
    """After "Leave this page" guarded addresses answer with the neutral page until somebody signs in on purpose."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer for the guarded page, or take the cookie back after a sign-in."""
        if request.COOKIES.get(LEFT_COOKIE) != "1":
            return self.get_response(request)
        if request.path_info.lower().startswith(settings.GUARDED_PREFIXES):
            return neutral_page(request)
        response = self.get_response(request)
        if MARK_BEFORE_VIEW in request.META:
            mark = request.session.get(SessionKey.DELIBERATE_SIGN_IN_AT)
            # A mark from before the exit says nothing: an exit that never reached the server has left it there.
            if mark is not None and mark != request.META[MARK_BEFORE_VIEW]:
                forget_exit(response)
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Note what the session said before the view; sessions exist by now although their middleware comes later."""
        if request.COOKIES.get(LEFT_COOKIE) == "1":
            request.META[MARK_BEFORE_VIEW] = request.session.get(SessionKey.DELIBERATE_SIGN_IN_AT)
