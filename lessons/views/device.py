"""Which browser leads a lesson, and which state of it a page was drawn for."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from lessons import services
from lessons.models import LessonRun

# Knows this browser again while it leads a lesson.
DEVICE_COOKIE = "device"
DEVICE_PATH = "/t/"
LONGEST_VERSION = 9  # digits; more than that is no page of ours


def device_of(request: HttpRequest) -> str:
    """Return this browser's secret, a new one where it has none."""
    return request.COOKIES.get(DEVICE_COOKIE) or secrets.token_urlsafe(24)


def leads(request: HttpRequest, found: LessonRun) -> bool:
    """Whether this browser is the one that leads the lesson."""
    device = request.COOKIES.get(DEVICE_COOKIE, "")
    return bool(device) and constant_time_compare(services.hash_of(device), found.control_hash)


def version_of(request: HttpRequest) -> int:
    """Return the state that the page was drawn for; 0, which never is, where it says none."""
    sent = request.POST.get("state_version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_VERSION else 0


def remember(response: HttpResponse, device: str) -> HttpResponse:
    """Leave the secret with the browser."""
    response.set_cookie(
        DEVICE_COOKIE,
        device,
        max_age=settings.STAFF_ABSOLUTE_SECONDS,
        path=DEVICE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
