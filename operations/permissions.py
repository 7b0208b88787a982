"""Who looks after the installation, and whose entries of the audit log somebody answers for."""

from accounts.models import User
from audit.models import Scope
from audit.permissions import can_read_whole_log
from institutions.enums import Role
from institutions.models import Cohort
from institutions.permissions import has_role, institutions_to_manage


def can_look_after(user: User) -> bool:
    """Whether somebody sees how the installation is doing."""
    return has_role(user, Role.SITE_ADMIN)


def audit_scopes(user: User) -> set[Scope]:
    """Return what somebody reads the audit log about: the institutions they manage, and their classes. Two queries.

    Whoever reads the whole log needs no scopes.
    """
    if can_read_whole_log(user):
        return set()
    institutions = institutions_to_manage(user)
    classes = Cohort.objects.filter(institution__in=institutions).values_list("public_id", flat=True)
    return {("institution", key) for key in institutions.values_list("public_id", flat=True)} | {
        ("cohort", key) for key in classes
    }


def can_read_audit(user: User) -> bool:
    """Whether somebody may read any part of the log; the pair of ``audit_scopes``."""
    return can_read_whole_log(user) or bool(audit_scopes(user))
