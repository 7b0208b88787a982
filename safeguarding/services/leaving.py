"""Leaving: the answer that ends a sign-in, and coming back on purpose. Neither is logged or counted."""

from contextlib import suppress
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.cookie import parse_cookie

from safeguarding.enums import LEFT_COOKIE

MESSAGES_COOKIE = "messages"


class LeavingResponse(HttpResponse):
    """A 303 to somewhere harmless; the session is deleted once the answer is on its way.

    Nobody who has to leave waits for a database that is busy or broken: the browser has lost its cookie either way.
    """

    def __init__(self, request: HttpRequest, target: str) -> None:
        super().__init__(status=303, headers={"Location": target, "Cache-Control": "no-store", "Content-Length": "0"})
        # The raw header: the parsed cookies may have been set aside.
        cookies = parse_cookie(request.META.get("HTTP_COOKIE", ""))
        self.session_key = cookies.get(settings.SESSION_COOKIE_NAME, "")
        for name in (settings.SESSION_COOKIE_NAME, MESSAGES_COOKIE):
            if name in cookies:
                self.delete_cookie(name, samesite="Lax")

    def close(self) -> None:
        """End the sign-in, then close."""
        if self.session_key:
            _delete_session(self.session_key)
        super().close()


def leave(request: HttpRequest) -> HttpResponse:
    """End the sign-in of this browser and send it to the neutral page. Repeating it changes nothing.

    Only the cache is cleared: "storage" would erase answers that wait to be sent, "cookies" the language.
    The cookie is readable for scripts because a page restored from the browser's memory asks no server.
    """
    response = LeavingResponse(request, settings.EXIT_TARGET)
    response.headers["Clear-Site-Data"] = '"cache"'
    response.set_cookie(LEFT_COOKIE, "1", samesite="Lax", secure=not settings.INSECURE_LAN)
    return response


def neutral_page(request: HttpRequest) -> HttpResponse:
    """Answer for a guarded page after leaving; a sign-in that an unfinished exit left open ends here."""
    return LeavingResponse(request, settings.EXIT_TARGET)


def come_back(request: HttpRequest) -> HttpResponse:
    """Open the guarded pages again and go to the start page, signed out."""
    response = LeavingResponse(request, "/")
    forget_exit(response)
    return response


def forget_exit(response: HttpResponse) -> None:
    """Take back the cookie that guards the pages."""
    response.delete_cookie(LEFT_COOKIE, samesite="Lax")


def _delete_session(key: str) -> None:
    # No error may reach somebody who is leaving, nor a log that names the exit.
    with suppress(Exception):
        import_module(settings.SESSION_ENGINE).SessionStore(key).delete()
