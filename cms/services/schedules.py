"""Publishing and taking back at the hour that an author has chosen."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from audit.services import record

SCHEDULE_JOB = "cms.publish_due"
logger = logging.getLogger(__name__)


def publish_due() -> dict[str, int]:
    """Publish the versions whose hour has come, and take back what has expired; returns how many of each.

    A version that the checks or its review refuse by then stays a draft and is not tried again: written to the audit
    log. Twice is once.
    """
    now = timezone.now()
    done = {"published": 0, "refused": 0, "taken_back": 0}
    for revision in Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk"):
        try:
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")
            done["published"] += 1
        except ValidationError as refused:
            _give_up(revision, len(refused.messages))
            done["refused"] += 1
    for page in Page.objects.live().filter(expire_at__lte=now).specific():
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        done["taken_back"] += 1
    return done


@transaction.atomic
def _give_up(revision: Revision, reasons: int) -> None:
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    record(
        action="page.schedule_refused", actor=None, scope_type="page", scope_id=revision.object_id,
        details={"version": revision.pk, "reasons": reasons},
    )  # fmt: skip
    logger.warning("page %s: version %s was not published at its hour", revision.object_id, revision.pk)
