"""Reading the audit log."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max

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


def last_actor(*, action: str, scope: Scope) -> int | None:
    """Return who did this to an object last, as the number of a user."""
    found = AuditEntry.objects.filter(action=action, scope_type=scope[0], scope_id=scope[1])
    return found.order_by("-at", "-pk").values_list("actor_id", flat=True).first()


def rows_since(*, actions: Collection[str], actor_id: int, since: datetime) -> dict[Scope, int]:
    """Return how many rows somebody has touched by some actions since a moment, by object: the base of daily caps.

    The same object twice is counted once, with the larger number.
    """
    found = AuditEntry.objects.filter(action__in=actions, actor_id=actor_id, at__gte=since).order_by()
    rows = found.values_list("scope_type", "scope_id").annotate(most=Max("count"))
    return {(kind, key): most for kind, key, most in rows}
