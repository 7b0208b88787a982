"""What a load balancer or a monitor asks: is this process able to answer, and can it reach its database."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

RETRY_AFTER_SECONDS = "5"

logger = logging.getLogger(__name__)


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 with one trivial query, or 503; nothing about the installation is told to whoever asks."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError as error:
        logger.warning("the database did not answer: %s", type(error).__name__)
        return HttpResponse(
            "unavailable\n", status=503, content_type="text/plain", headers={"Retry-After": RETRY_AFTER_SECONDS}
        )
    return HttpResponse("ok\n", content_type="text/plain")
