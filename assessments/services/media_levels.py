"""Who may see a stored picture or sound: whoever may see one of the questions that show it, as they are now."""

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery

from assessments.models import FrozenMedia, MediaUse


@transaction.atomic
def note_use(*, media: FrozenMedia, origin: str, item_key: str, content_level: int, is_draft: bool = False) -> None:
    """Note that a question shows a file made of ``origin``, at its level of today; the same one twice writes once.

    A question that has become more delicate closes all its files with it, but for those that another one shows. What
    an author looks at in a draft opens and closes nothing that was there.
    """
    use, is_new = MediaUse.objects.get_or_create(
        media=media, origin=origin, item_key=item_key, defaults={"content_level": content_level}
    )
    if not is_new:
        if is_draft or use.content_level == content_level:
            return
        MediaUse.objects.filter(pk=use.pk).update(content_level=content_level)
        MediaUse.objects.filter(item_key=item_key, content_level__lt=content_level).update(content_level=content_level)
    lowest = (
        MediaUse.objects.filter(media=OuterRef("pk")).order_by().values("media").annotate(least=Min("content_level"))
    )
    shown = MediaUse.objects.filter(item_key=item_key).values("media")
    FrozenMedia.objects.filter(pk__in=shown).update(content_level=Subquery(lowest.values("least")))
    media.refresh_from_db(fields=["content_level"])
