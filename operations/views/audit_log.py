"""The audit log for those who may read it. Reading it is itself an event."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from audit import services as audit
from audit.models import AuditEntry
from audit.permissions import can_read_whole_log
from audit.queries import entries
from common.http import no_store
from operations.forms import AuditFilterForm
from operations.permissions import audit_scopes
from operations.queries.audit_log import in_words

PAGE = 50


@staff_required
@require_safe
@no_store
def audit_log(request: SignedInRequest) -> HttpResponse:
    """Show entries about what somebody answers for, by action, object and period."""
    reads_all = can_read_whole_log(request.user)
    scopes = audit_scopes(request.user)
    if not reads_all and not scopes:
        raise Http404
    form = AuditFilterForm(request.GET if set(request.GET) & set(AuditFilterForm.base_fields) else {})
    found = AuditEntry.objects.none()
    if form.is_valid():
        wanted = form.wanted()
        scope_id = wanted.pop("scope_id")
        found = entries(request.user, scopes=scopes, **wanted)
        found = found.filter(scope_id=scope_id) if scope_id else found
    with transaction.atomic():
        page = Paginator(found, PAGE).get_page(request.GET.get("page"))
        lines = in_words(page)
        audit.record(
            action="audit.read",
            actor=request.user,
            scope_type="audit",
            count=len(lines),
            details={"page": page.number, "action": form.cleaned_data.get("action", "")},
        )
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page_obj": page, "lines": lines, "query": query.urlencode(), "reads_all": reads_all}
    return render(request, "operations/audit.html", context, status=422 if form.errors else 200)
