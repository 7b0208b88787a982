"""Doors that other installations of our packages have: they lead to ours, or nowhere."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.permissions import ADMIN_PERMISSION
from common.http import safe_next


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Send whoever asks for the CMS to the one staff sign-in; whoever is signed in without access gets a 403."""
    if request.user.is_authenticated:
        if request.user.has_perm(ADMIN_PERMISSION):
            return HttpResponseRedirect(settings.ADMIN_PATH)
        raise PermissionDenied
    query = urlencode({"next": safe_next(request, settings.ADMIN_PATH)})
    return HttpResponseRedirect(f"{reverse('account_login')}?{query}")


def closed(request: HttpRequest, **parts: object) -> HttpResponse:
    """Answer for sign-up, e-mail and resets, whose names allauth's templates and views look up."""
    raise Http404
