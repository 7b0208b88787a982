"""The two halves of the house: screens of students and screens of staff."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

if TYPE_CHECKING:
    from accounts.models import User


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
