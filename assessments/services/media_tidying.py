"""Letting go of pictures and sounds that nothing shows: drafts that were previewed, questions that were deleted."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from assessments.models import FrozenMedia
from assessments.queries.media_use import unused_media
from assessments.services.files import delete_stored

# A quiz may be published tomorrow with what was previewed today.
UNUSED_LASTS = timedelta(days=30)


def delete_unused_media(*, now: datetime | None = None) -> int:
    """Delete what has been out of use for thirty days, rows now and files once that is committed; return how many.

    A file that is being published meanwhile has just been taken up again, which its row says.
    """
    before = (now or timezone.now()) - UNUSED_LASTS
    unused = [media.pk for media in unused_media(kept_before=before)]
    if not unused:
        return 0
    with transaction.atomic():
        held = list(FrozenMedia.objects.select_for_update().filter(pk__in=unused, kept_at__lt=before))
        FrozenMedia.objects.filter(pk__in=[media.pk for media in held]).delete()
        transaction.on_commit(partial(delete_stored, [media.file for media in held]), robust=True)
    return len(held)
