"""The audit log as people read it: who, what, about what; a student is never more than the word."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from audit.enums import ActorKind
from audit.models import AuditEntry
from institutions.models import Cohort, Institution


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words. ``about`` is empty where the object has no name of its own, or is a person."""

    entry: AuditEntry
    who: str
    about: str
    details: str


def in_words(entries: Iterable[AuditEntry]) -> list[Line]:
    """Return entries with the names of staff, classes and institutions. Three queries, however many there are."""
    rows = list(entries)
    actors = {row.actor_id for row in rows if row.actor_kind == ActorKind.STAFF and row.actor_id}
    staff = {user.pk: user.get_full_name() for user in User.objects.staff().filter(pk__in=actors)}
    names: dict[tuple[str, str], str] = {}
    for kind, model in (("cohort", Cohort), ("institution", Institution)):
        keys = {row.scope_id for row in rows if row.scope_type == kind}
        found = model.objects.filter(public_id__in=keys).values_list("public_id", "name")
        names |= {(kind, key): name for key, name in found}
    return [
        Line(
            entry=row,
            who=_who(row, staff),
            about=names.get((row.scope_type, row.scope_id), ""),
            details=_details(row),
        )
        for row in rows
    ]


def _who(row: AuditEntry, staff: dict[int, str]) -> str:
    if row.actor_kind == ActorKind.STAFF and row.actor_id:
        return staff.get(row.actor_id) or _("Somebody who is not here any more")
    return str(ActorKind(row.actor_kind).label)


def _details(row: AuditEntry) -> str:
    shown = {
        key: ", ".join(map(str, value)) if isinstance(value, list) else value for key, value in row.details.items()
    }
    return "; ".join(f"{key.replace('_', ' ')}: {value}" for key, value in shown.items())
