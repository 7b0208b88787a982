"""The content security policy: strict everywhere, loosened only on Wagtail's own admin screens."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware


class ContentSecurityMiddleware(ContentSecurityPolicyMiddleware):
    """Django's middleware with a second policy for the admin."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> Any:
        """Choose the policy by path; a view's own decorator still wins."""
        if request.path.startswith(settings.ADMIN_PATH) and not hasattr(response, "_csp_config"):
            # The attribute that Django's own decorator sets.
            setattr(response, "_csp_config", settings.ADMIN_CSP)  # noqa: B010  the type knows nothing of it
        return super().process_response(request, response)
