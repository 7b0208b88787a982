"""Who may read the audit log; nobody may change it."""

from collections.abc import Collection

from django.http import Http404

from audit.models import READ_ALL, AuditEntry, Scope, Visitor


def can_read_whole_log(user: Visitor) -> bool:
    """Whether somebody may read every entry."""
    return user.is_active and user.has_perm(READ_ALL)


def can_read_entry(user: Visitor, entry: AuditEntry, scopes: Collection[Scope] = ()) -> bool:
    """Whether somebody who answers for ``scopes`` may read this entry."""
    return can_read_whole_log(user) or (user.is_active and (entry.scope_type, entry.scope_id) in scopes)


def access_entry(user: Visitor, pk: int, scopes: Collection[Scope] = ()) -> AuditEntry:
    """Return an entry, or answer 404 to strangers as if there were none."""
    entry = AuditEntry.objects.filter(pk=pk).first()
    if entry is None or not can_read_entry(user, entry, scopes):
        raise Http404
    return entry
