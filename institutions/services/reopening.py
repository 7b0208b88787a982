"""Opening a closed institution again within thirty days, by somebody else than who closed it."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit import services as audit
from audit.queries import last_actor
from institutions.models import Cohort, Institution, Membership


class ReopeningRefused(Exception):
    """It stays closed; ``code`` says why: ``too_late`` or ``same_person``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def reopen_institution(*, institution: Institution, actor: User) -> bool:
    """Open it again with the roles and classes it had; return whether this call did it. Audited.

    Cards stay dead and are printed anew. Refused for whoever closed it, and after thirty days.
    """
    fresh = Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)
    if fresh.closed_on is None:
        return False
    if not fresh.can_reopen:
        raise ReopeningRefused("too_late")
    if last_actor(action="institution.close", scope=("institution", fresh.public_id)) == actor.pk:
        raise ReopeningRefused("same_person")
    kept = fresh.closing or {"roles": {}, "classes": {}}
    roles = list(Membership.objects.filter(pk__in=kept["roles"], institution=fresh, ends_on=fresh.closed_on))
    User.objects.filter(pk__in=[role.user_id for role in roles]).update(is_active=True)
    for role in roles:
        until = kept["roles"][str(role.pk)]
        role.ends_on = date.fromisoformat(until) if until else None
    Membership.objects.bulk_update(roles, ["ends_on"])
    classes = list(Cohort.objects.filter(pk__in=kept["classes"], institution=fresh, ends_on=fresh.closed_on))
    for one in classes:
        one.starts_on, one.ends_on = map(date.fromisoformat, kept["classes"][str(one.pk)])
    Cohort.objects.bulk_update(classes, ["starts_on", "ends_on"])
    fresh.closed_on, fresh.closing = None, None
    fresh.save(update_fields=["closed_on", "closing"])
    audit.record(
        action="institution.reopen", actor=actor, scope_type="institution", scope_id=fresh.public_id,
        details={"roles": len(roles), "classes": len(classes)},
    )  # fmt: skip
    return True
