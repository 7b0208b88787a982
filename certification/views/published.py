"""What verifiers anywhere fetch without telling us whom they check: the issuer's keys and the list of states."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from certification.exchange.keys import keys_document
from certification.models import StatusList
from certification.queries.keys import issuer, published_keys

# With the few seconds until the worker has signed it, a withdrawal is seen everywhere within five minutes.
CACHED_SECONDS = 240


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Return every key of this issuer with its dates."""
    return _cached(keys_document(issuer().id, published_keys()), "application/json")


@require_safe
def status_list(request: HttpRequest, list_number: int) -> HttpResponse:
    """Return a list as the worker signed it."""
    document = StatusList.objects.filter(number=list_number).values_list("document", flat=True).first()
    if document is None:
        raise Http404
    return _cached(document, "application/vc+ld+json")


def _cached(document: dict[str, object], content_type: str) -> HttpResponse:
    answer = JsonResponse(document, content_type=content_type, json_dumps_params={"ensure_ascii": False})
    answer.headers["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    # Whoever checks in a browser, on any page, may read what everybody may read.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
