"""Answers that several rooms give: never stored, private but revalidated, and safe redirects."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme


def no_store[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Mark a view's answer as personal: kept by no cache, on no device."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return wrapped


def revalidate[Response: HttpResponseBase](response: Response) -> Response:
    """Let the device keep the page but ask before each use (lesson text)."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


class SeeOther(HttpResponseRedirect):
    """303: the form was taken, now fetch this page."""

    status_code = 303


def see_other(url: str) -> HttpResponse:
    """Answer 303 to a form that was taken."""
    return SeeOther(url)


def safe_next(request: HttpRequest, default: str) -> str:
    """Return the page asked for in ``next`` when it is ours, else ``default``."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return default
