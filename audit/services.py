"""Writing the audit log, and forgetting what is past its 24 months."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from audit.enums import ActorKind
from audit.models import AuditEntry, Visitor

RETENTION_MONTHS = 24
# The triggers compare with the database's own clock, which may run behind ours.
CLOCK_MARGIN = timedelta(days=1)

VERB = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+")
KEY = re.compile(r"[a-z][a-z0-9_]*")
PRIVATE_WORDS = {"name", "names", "nickname", "surname", "email", "phone", "address", "birthday"} | {
    "pin",
    "secret",
    "token",
    "password",
    "answer",
    "answers",
    "text",
}
LONGEST_TEXT = 100
MOST_VALUES = 200

type Scalar = str | int | float | bool | None
type Details = Mapping[str, Scalar | list[int] | list[str]]


def record(
    *,
    action: str,
    actor: Visitor | int | None,
    actor_kind: ActorKind | None = None,
    scope_type: str = "",
    scope_id: object = "",
    reason: str = "",
    count: int = 1,
    details: Details | None = None,
) -> AuditEntry:
    """Append one entry, inside the caller's transaction: no act without its entry, no entry without its act.

    ``action`` is a dotted verb (``card.print``). ``actor`` is a user, a user's number together with ``actor_kind``,
    or None for the platform itself. ``details`` hold codes and numbers; keys that announce personal data are refused.
    Two calls write two entries.
    """
    if not VERB.fullmatch(action):
        raise ValueError(f"an action is a dotted verb such as card.print, not {action!r}")
    actor_id, kind = _identify(actor, actor_kind)
    entry = AuditEntry(
        actor_id=actor_id,
        actor_kind=kind,
        action=action,
        scope_type=scope_type,
        scope_id=str(scope_id),
        reason=" ".join(reason.split())[:200],
        count=count,
        details=_checked(details or {}),
    )
    entry.save(force_insert=True)
    return entry


def delete_expired(*, now: datetime | None = None) -> int:
    """Delete entries older than the retention and return their number; logged when there were any."""
    oldest = _months_before(now or timezone.now(), RETENTION_MONTHS) - CLOCK_MARGIN
    with transaction.atomic():
        deleted, _per_model = AuditEntry.objects.filter(at__lt=oldest).delete()
        if deleted:
            record(action="audit.expire", actor=None, count=deleted, details={"before": oldest.date().isoformat()})
    return deleted


def _identify(actor: Visitor | int | None, kind: ActorKind | None) -> tuple[int | None, ActorKind]:
    """Return number and kind of whoever acted."""
    if actor is None:
        return None, kind or ActorKind.SYSTEM
    if isinstance(actor, int):
        if kind is None:
            raise ValueError("a number alone does not say in which role somebody acted: pass actor_kind")
        return actor, kind
    if actor.pk is None:
        return None, ActorKind.ANONYMOUS
    return int(actor.pk), kind or ActorKind(getattr(actor, "kind", ActorKind.STAFF))


def _checked(details: Details) -> dict[str, Scalar | list[int] | list[str]]:
    """Return the details, or refuse those that could carry personal data."""
    for key, value in details.items():
        if not KEY.fullmatch(key) or PRIVATE_WORDS & set(key.split("_")):
            raise ValueError(f"the audit log does not take {key!r}")
        values: list[object] = [*value] if isinstance(value, list) else [value]
        if len(values) > MOST_VALUES:
            raise ValueError(f"{key!r} holds more than {MOST_VALUES} values: log their number")
        for single in values:
            if not isinstance(single, str | int | float | bool | None) or len(str(single)) > LONGEST_TEXT:
                raise ValueError(f"{key!r} must hold short codes or numbers")
    return dict(details)


def _months_before(moment: datetime, months: int) -> datetime:
    """Return the same day and time that many months earlier; a day that does not exist becomes the month's last."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return moment.replace(year=year, month=month + 1)
