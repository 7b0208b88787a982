"""How long a sign-in lasts, and the second factor without which staff reach nothing."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
# Writing the session at every request would cost a disk write each; two minutes are exact enough for thirty.
SEEN_GRAIN_SECONDS = 120
SECOND_FACTOR_PASSED = "second_factor_at"

GetResponse = Callable[[HttpRequest], HttpResponse]


class SignInLifetimeMiddleware:
    """Ends a sign-in that was idle or lasted too long; a running lesson holds its students' idle clock."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out before the view when time is over."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated and self._is_over(request):
            logout(request)
        return self.get_response(request)

    def _is_over(self, request: HttpRequest) -> bool:
        now = int(time.time())
        user = request.user
        started = request.session.get(SIGNED_IN_AT)
        if started is None:
            # The first request after any door; the doors need not remember to start the clock.
            request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = now
            return False
        learner = user.is_learner
        absolute = settings.STUDENT_ABSOLUTE_SECONDS if learner else settings.STAFF_ABSOLUTE_SECONDS
        idle = settings.STUDENT_IDLE_SECONDS if learner else settings.STAFF_IDLE_SECONDS
        held = learner and user.signed_in_until is not None and user.signed_in_until > timezone.now()
        seen = request.session.get(SEEN_AT, started)
        if now - started > absolute or (now - seen > idle and not held):
            return True
        if now - seen > SEEN_GRAIN_SECONDS:
            request.session[SEEN_AT] = now
        return False


class SecondFactorMiddleware:
    """Without a second factor a member of staff reaches only the screens that set one up, and the way out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the set-up screen where the factor is missing."""
        if (
            settings.SESSION_COOKIE_NAME in request.COOKIES
            and request.user.is_authenticated
            and not request.user.is_learner
            and SECOND_FACTOR_PASSED not in request.session
            and not self._is_allowed(request.path)
        ):
            return HttpResponseRedirect(reverse("staff_second_factor"))
        return self.get_response(request)

    def _is_allowed(self, path: str) -> bool:
        return path.startswith(("/staff/", "/exit", "/help/", "/static/", "/tools/", "/i18n/"))
