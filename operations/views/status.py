"""How the installation is doing, for whoever looks after it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store
from operations.permissions import can_look_after
from operations.queries.status import status_lines
from operations.queries.status_line import State


@staff_required
@require_safe
@no_store
def status(request: SignedInRequest) -> HttpResponse:
    """Show every line, what has to be mended first."""
    if not can_look_after(request.user):
        raise Http404
    lines = status_lines()
    context = {"lines": lines, "is_well": all(line.state == State.GOOD for line in lines)}
    return render(request, "operations/status.html", context)
