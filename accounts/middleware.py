"""How long a sign-in lasts, and the second factor without which staff reach nothing."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from accounts.enums import LANGUAGE_OF_SIGN_IN, VISIT_COOKIE, SessionKey
from accounts.models import User
from accounts.permissions import has_second_factor
from common.ids import new_public_id

# Writing the session at every request would cost a disk write each; two minutes are exact enough for thirty.
SEEN_GRAIN_SECONDS = 120
# What a member of staff reaches before the second factor: setting one up, and the way out.
SET_UP_VIEWS = frozenset(
    {
        "staff_second_factor",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
        "sign_out",
        "set_language",
    }
)
# What everybody reaches at any time.
OPEN_PREFIXES = ("/exit", "/help/", "/tools/")

GetResponse = Callable[[HttpRequest], HttpResponse]


def signed_in_user(request: HttpRequest) -> User | None:
    """Return who is signed in, without touching the session of those who have none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    return request.user


class SignInLifetimeMiddleware:
    """Ends a sign-in that was idle or lasted too long; a running lesson holds its students' idle clock."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out before the view when time is over; after a sign-in, speak the person's language from now on."""
        user = signed_in_user(request)
        if user and self._is_over(request, user):
            logout(request)
        response = self.get_response(request)
        if user and "Cache-Control" not in response.headers:
            # What a view says nothing about is personal; other packages' pages show keys, names and classes too.
            response.headers["Cache-Control"] = "no-store"
        if LANGUAGE_OF_SIGN_IN in request.META:
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(VISIT_COOKIE, new_public_id(), secure=secure, samesite="Lax")
        if language := request.META.get(LANGUAGE_OF_SIGN_IN):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                path=settings.LANGUAGE_COOKIE_PATH,
                domain=settings.LANGUAGE_COOKIE_DOMAIN,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                samesite="Lax",
            )
        return response

    def _is_over(self, request: HttpRequest, user: User) -> bool:
        now = int(time.time())
        started = request.session.get(SessionKey.SIGNED_IN_AT)
        if started is None:
            # The first request after any door; the doors need not remember to start the clock.
            request.session[SessionKey.SIGNED_IN_AT] = request.session[SessionKey.SEEN_AT] = now
            return False
        learner = user.is_learner
        absolute = settings.STUDENT_ABSOLUTE_SECONDS if learner else settings.STAFF_ABSOLUTE_SECONDS
        idle = settings.STUDENT_IDLE_SECONDS if learner else settings.STAFF_IDLE_SECONDS
        held = learner and user.signed_in_until is not None and user.signed_in_until > timezone.now()
        seen = request.session.get(SessionKey.SEEN_AT, started)
        if now - started > absolute or (now - seen > idle and not held):
            return True
        if now - seen > SEEN_GRAIN_SECONDS:
            request.session[SessionKey.SEEN_AT] = now
        return False


class SecondFactorMiddleware:
    """Without a second factor a member of staff reaches only the screens that set one up, and the way out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the decision needs the view that will answer it."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view_and_arguments: object) -> HttpResponse | None:
        """Redirect to the set-up screen where the factor is missing."""
        user = signed_in_user(request)
        if (
            user is None
            or user.is_learner
            or has_second_factor(request)
            or request.path.startswith(OPEN_PREFIXES)
            or (request.resolver_match and request.resolver_match.view_name in SET_UP_VIEWS)
        ):
            return None
        return HttpResponseRedirect(reverse("staff_second_factor"))
