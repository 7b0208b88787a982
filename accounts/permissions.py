"""The two halves of the house: screens of students and screens of staff."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def learner_required(view: View[...]) -> View[...]:
    """Let students in; strangers go to the start page and come back after signing in, staff get 404."""
    return _only(view, learner=True, door="/")


def staff_required(view: View[...]) -> View[...]:
    """Let staff in; strangers go to the staff sign-in, students get 404."""
    return _only(view, learner=False, door=settings.LOGIN_URL)


def _only(view: View[...], *, learner: bool, door: str) -> View[...]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return HttpResponseRedirect(f"{resolve_url(door)}?{urlencode({'next': request.get_full_path()})}")
        if request.user.is_learner is not learner:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
