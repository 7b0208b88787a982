"""Looking through the pages for what the checks have against them, so that an author's desk can say so at once."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from cms.models import CheckedPage, PageCheck

CHECK_JOB = "cms.check_pages"
MOST_AT_ONCE = 100
# What a page shows grows old without a change of the page: facts, translations, what it is made from.
AGAIN_AFTER = timedelta(days=1)


def check_pages() -> int:
    """Judge the pages that changed since they were last judged, and the ones judged longest ago; return how many."""
    now = timezone.now()
    due = (
        Q(page_check=None)
        | Q(page_check__checked_at__lt=F("latest_revision_created_at"))
        | Q(page_check__checked_at__lt=now - AGAIN_AFTER)
    )
    pages = Page.objects.filter(due, depth__gt=1, alias_of=None)
    order = F("page_check__checked_at").asc(nulls_first=True)
    found = [
        PageCheck(page_id=page.pk, problems=len(list(page.get_latest_revision_as_object().problems())), checked_at=now)
        for page in pages.order_by(order, "pk").specific()[:MOST_AT_ONCE]
        if isinstance(page, CheckedPage)
    ]
    PageCheck.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["page"], update_fields=["problems", "checked_at"]
    )
    return len(found)
