"""What a production installation must know about the proxies in front of it."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning


def check_proxies(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Say when the number of proxies and the settings of https cannot both be right; runs with ``check --deploy``."""
    if not settings.IS_PRODUCTION:
        return []
    if settings.INSECURE_LAN and settings.TRUSTED_PROXIES:
        return [
            CheckWarning(
                "A proxy stands in front, and the site is still served over plain http.",
                hint="Take ORIENTIR_INSECURE_LAN out and let the proxy serve https; without one set TRUSTED_PROXIES=0.",
                id="common.W001",
            )
        ]
    if not settings.INSECURE_LAN and not settings.TRUSTED_PROXIES:
        return [
            CheckWarning(
                "No proxy is said to stand in front, but the web process itself cannot serve https: nobody gets in.",
                hint="Put nginx or Caddy in front and set TRUSTED_PROXIES=1 (docs/operations.md).",
                id="common.W002",
            )
        ]
    return []
