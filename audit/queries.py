"""Reading the audit log."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Sum

from audit.models import AuditEntry, AuditEntryQuerySet, Scope, Visitor


def entries(
    user: Visitor,
    *,
    scopes: Collection[Scope] = (),
    action: str = "",
    actor_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> AuditEntryQuerySet:
    """Return what the reader may see, newest first.

    ``scopes`` are those the calling room knows the reader to answer for; ``action`` also takes the first words of a
    verb (``card`` finds ``card.print`` and ``card.void``).
    """
    found = AuditEntry.objects.visible_to(user, scopes)
    if action:
        found = found.filter(action=action) | found.filter(action__startswith=f"{action}.")
    if actor_id is not None:
        found = found.filter(actor_id=actor_id)
    if since is not None:
        found = found.filter(at__gte=since)
    if until is not None:
        found = found.filter(at__lt=until)
    return found


def count_since(*, action: str, actor_id: int, since: datetime) -> int:
    """Return how many rows somebody has touched by ``action`` since a moment: the base of daily caps."""
    rows = AuditEntry.objects.filter(action=action, actor_id=actor_id, at__gte=since)
    return int(rows.aggregate(total=Sum("count", default=0))["total"])
