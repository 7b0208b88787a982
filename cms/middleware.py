"""What every answer carries: a content security policy by part of the site, its language, and few bytes."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path


class ContentSecurityMiddleware(ContentSecurityPolicyMiddleware):
    """Django's middleware with a second policy for the admin."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> Any:
        """Choose the policy by path; a view's own decorator still wins."""
        if request.path.startswith(settings.ADMIN_PATH) and not hasattr(response, "_csp_config"):
            # The attribute that Django's own decorator sets.
            setattr(response, "_csp_config", settings.ADMIN_CSP)  # noqa: B010  the type knows nothing of it
        return super().process_response(request, response)


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages: text shrinks to a third, and a student's link is slow.

    Compression of one page that holds a secret and an attacker's words would let an onlooker guess the secret by the
    length (BREACH). Here a form's token is masked anew in every answer and no page repeats another secret; another
    site's requests carry no cookies (SameSite); and Django adds up to 100 random bytes to what it compresses.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Compress text of our own views; files, which are sent in pieces, pass as they are."""
        if response.streaming or not response.headers.get("Content-Type", "").startswith(("text/", "application/json")):
            return response
        return super().process_response(request, response)


class SiteLocaleMiddleware(LocaleMiddleware):
    """Django's middleware without its redirect: a missing page answers 404 and not "try below /en/".

    The public site lives below ``/<language>/`` and is linked with its prefix; every other address is an app screen.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Name the language of the answer."""
        language = get_language() or settings.LANGUAGE_CODE
        if not get_language_from_path(request.path_info):
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", language)
        return response
