"""Help, safety on a shared device, and what others see: the same for everybody, so nothing here asks who is looking."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from common.http import revalidate
from safeguarding import queries
from safeguarding.enums import EMERGENCY_NUMBER, ContactKind

LANGUAGE = "lang"


@require_safe
def help_page(request: HttpRequest) -> HttpResponseBase:
    """Show whom to call. A directory that cannot be read leaves the emergency number and the trusted adults."""
    language = _language(request)
    today = timezone.localdate()
    try:
        visible = queries.visible_contacts(settings.COUNTRY, today)
    except DatabaseError:
        visible = []
    groups: dict[str, list[dict[str, Any]]] = {kind: [] for kind in ContactKind}
    for shown in visible:
        if shown.contact.number != EMERGENCY_NUMBER:
            groups[shown.contact.kind].append(queries.contact_card(shown, language))
    return _same_for_all(
        request, "safeguarding/help.html", language, {"groups": groups, "emergency_number": EMERGENCY_NUMBER}
    )


@require_safe
def help_safe(request: HttpRequest) -> HttpResponseBase:
    """Say what a phone or computer keeps, and how to leave less on it."""
    return _same_for_all(request, "safeguarding/help_safe.html", _language(request), {})


@require_safe
def my_privacy(request: HttpRequest) -> HttpResponseBase:
    """Say who sees what, in four lines."""
    return _same_for_all(request, "safeguarding/my_privacy.html", _language(request), {})


def _language(request: HttpRequest) -> str:
    """Return the language asked for in the address, else the one of the visit; asking sets no cookie."""
    wanted = request.GET.get(LANGUAGE, "")
    return wanted if wanted in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE


def _same_for_all(request: HttpRequest, template: str, language: str, context: dict[str, Any]) -> HttpResponseBase:
    """Render without the request, so that nothing personal can get in; the browser keeps it but asks each time."""
    languages = [(code, get_language_info(code)["name_local"].capitalize()) for code, _english in settings.LANGUAGES]
    query = f"?{LANGUAGE}={language}" if LANGUAGE in request.GET else ""
    with translation.override(language):
        page = render_to_string(template, context | {"languages": languages, "query": query})
    response = revalidate(HttpResponse(page, headers={"Content-Language": language}))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
