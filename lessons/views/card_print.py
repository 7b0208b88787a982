"""Answer cards to print: the same everywhere, two on a page."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store
from lessons.exchange.card_marks import SEATS, mark_cells
from lessons.exchange.paper_pdf import sheet_pdf


@staff_required
@require_safe
@no_store
def printed(request: SignedInRequest) -> HttpResponse:
    """Return cards 1 to so many as PDF, two on a page; they are the same everywhere and name nobody."""
    sent = request.GET.get("count", "")
    count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= len("99") else SEATS
    data = {
        "title": _("Answer cards"),
        "language": get_language() or "en",
        "hint": _("Hold your answer up: its letter stands on top."),
        "cards": [
            {"label": _("Card %(number)s") % {"number": seat}, "rows": mark_cells(seat)}
            for seat in range(1, min(max(count, 1), SEATS) + 1)
        ],
    }
    headers = {"Content-Disposition": 'attachment; filename="cards.pdf"'}
    return HttpResponse(sheet_pdf("cards.typ", data), content_type="application/pdf", headers=headers)
