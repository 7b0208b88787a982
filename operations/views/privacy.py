"""What is removed when, for whoever looks after the installation."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store
from operations.permissions import can_look_after
from operations.queries.labels import table_title
from operations.queries.retention import retention_state
from operations.services import ERASER_WORDS


@staff_required
@require_safe
@no_store
def retention(request: SignedInRequest) -> HttpResponse:
    """Show the last runs, what they removed, and what is overdue; site admins only."""
    if not can_look_after(request.user):
        raise Http404
    state = retention_state()
    context = {
        "state": state,
        "overdue": [(table_title(label), count) for label, count in state.overdue.items()],
        "removals": [
            (removal.at, [(ERASER_WORDS.get(name, name), count) for name, count in removal.counts.items() if count])
            for removal in state.removals
        ],
    }
    return render(request, "operations/retention.html", context)
