"""What a load balancer or a monitor asks: does this process answer, can it work, and how is it doing."""

import logging
from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operations.queries.readiness import readiness
from operations.services.metrics import CONTENT_TYPE, exposition

RETRY_AFTER_SECONDS = "5"
BEARER = "Bearer "

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 without asking anything else: this process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 while database, worker and disk are well, else 503; what is wrong goes into the log alone."""
    state = readiness()
    if state.is_ready:
        return HttpResponse("ok\n", content_type="text/plain")
    logger.warning("not ready: %s", ", ".join(state.troubles))
    return HttpResponse(
        "unavailable\n", status=503, content_type="text/plain", headers={"Retry-After": RETRY_AFTER_SECONDS}
    )


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer Prometheus when it shows the token; there is no such page without one, or with a wrong one."""
    shown = request.headers.get("Authorization", "").removeprefix(BEARER)
    if not settings.METRICS_TOKEN or not compare_digest(shown.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE)
