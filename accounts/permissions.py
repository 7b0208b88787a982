"""The two halves of the house, screens of students and screens of staff, and proof that the right person sits there."""

import time
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, cast
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse

from accounts.enums import SessionKey

if TYPE_CHECKING:
    from accounts.models import User

CONFIRMATION_SECONDS = 300
ADMIN_PERMISSION = "wagtailadmin.access_admin"


class SignedInRequest(HttpRequest):
    """For annotations only: the request of a view behind one of the two guards, where ``user`` is a person."""

    user: "User"


type View[**P] = Callable[Concatenate[SignedInRequest, P], HttpResponse]
type Guarded[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def learner_required[**P](view: View[P]) -> Guarded[P]:
    """Let students in; strangers go to the start page and come back after signing in, staff get 404."""
    return _only(view, learner=True, door="/")


def staff_required[**P](view: View[P]) -> Guarded[P]:
    """Let staff in; strangers go to the staff sign-in, students get 404."""
    return _only(view, learner=False, door=settings.LOGIN_URL)


def _only[**P](view: View[P], *, learner: bool, door: str) -> Guarded[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return HttpResponseRedirect(f"{resolve_url(door)}?{urlencode({'next': request.get_full_path()})}")
        if request.user.is_learner is not learner:
            raise Http404
        return view(cast("SignedInRequest", request), *args, **kwargs)

    return guarded


def has_second_factor(request: HttpRequest) -> bool:
    """Return whether this sign-in has shown its second factor."""
    return SessionKey.SECOND_FACTOR_AT in request.session


def recently_confirmed(request: HttpRequest, seconds: int = CONFIRMATION_SECONDS) -> bool:
    """Return whether the person has shown a password, a code or a key within the last seconds.

    Somebody who has none of the three cannot be asked; only a demonstration signs such people in.
    """
    if not request.user.is_authenticated:
        return False
    moments = [record.get("at", 0) for record in get_authentication_records(request, request.user)]
    moments += [request.session.get(key, 0) for key in (SessionKey.DELIBERATE_SIGN_IN_AT, SessionKey.SECOND_FACTOR_AT)]
    if time.time() - max(moments) < seconds:
        return True
    has_anything = request.user.has_usable_password() or Authenticator.objects.filter(user=request.user).exists()
    return not has_anything


def recently_shown_factor(request: HttpRequest, seconds: int = CONFIRMATION_SECONDS) -> bool:
    """Return whether the person has shown a code or a key, not the password alone, within the last seconds."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    moments = [record.get("at", 0) for record in records if record.get("method") == "mfa"]
    return bool(time.time() - max([*moments, request.session.get(SessionKey.SECOND_FACTOR_AT, 0)]) < seconds)


def factor_required[**P](view: View[P]) -> View[P]:
    """Ask for the second factor again unless that was minutes ago; afterwards the request goes on, form and all.

    Stands below ``staff_required``. Somebody without any factor cannot be asked; only a demonstration signs them in.
    """

    @wraps(view)
    def confirmed(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if recently_shown_factor(request):
            return view(request, *args, **kwargs)
        kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
        if Authenticator.Type.TOTP in kinds:
            return _ask_again(request, "mfa_reauthenticate")
        if Authenticator.Type.WEBAUTHN in kinds:
            return _ask_again(request, "mfa_reauthenticate_webauthn")
        return confirmation_required(view)(request, *args, **kwargs)

    return confirmed


def _ask_again(request: HttpRequest, screen: str) -> HttpResponse:
    answer: HttpResponse = suspend_request(request, reverse(screen))
    return answer


def confirmation_required[**P](view: View[P]) -> View[P]:
    """Ask for password, code or key again unless that was minutes ago; afterwards the request goes on, form and all.

    Stands below ``staff_required``.
    """

    @wraps(view)
    def confirmed(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not recently_confirmed(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return confirmed
