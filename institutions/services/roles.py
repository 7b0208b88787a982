"""Roles: giving, ending, leaving; and the CMS groups that follow them."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import services as accounts
from accounts.models import User
from audit import services as audit
from institutions.enums import ROLE_GROUPS, Role
from institutions.models import CohortStaff, Institution, Membership
from institutions.permissions import Scope, can_end_role, can_invite, memberships


class LastAdministrator(Exception):
    """Somebody has to be left who can give roles."""


@transaction.atomic
def grant_role(*, user: User, role: str, scope: Scope, actor: User | None) -> Membership:
    """Give a role within a scope, or return the one in force; the CMS groups follow. Audited.

    ``actor`` None is the platform itself (first administrator, demo). Raises ``PermissionDenied`` for a role that the
    actor does not answer for, for oneself, and for a student.
    """
    if user.is_learner or (actor is not None and (actor.pk == user.pk or not can_invite(actor, role, scope))):
        raise PermissionDenied
    return give_role(user=user, role=role, scope=scope, actor=actor)


def give_role(*, user: User, role: str, scope: Scope, actor: User | None) -> Membership:
    """Write a role whose giving has been decided elsewhere: by ``grant_role``, or by an invitation. Audited."""
    with transaction.atomic():
        membership, created = Membership.objects.get_or_create(user=user, role=role, ends_on=None, **scope.fields)
        if created:
            _log("role.grant", membership, actor)
        sync_groups(user)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, actor: User, reason: str = "") -> bool:
    """Take a role away with effect at the next request; without another role the account closes. Audited.

    Raises ``PermissionDenied`` or ``LastAdministrator``. Return whether this call did it.
    """
    if not can_end_role(actor, membership):
        raise PermissionDenied
    return _end([membership], membership.user, actor, reason) > 0


@transaction.atomic
def leave_institution(*, user: User, institution: Institution, actor: User, reason: str = "") -> int:
    """End everything somebody does at an institution, at once; without another role the account closes. Audited.

    People may leave by themselves; for others whoever may end each of the roles. Return how many roles ended.
    """
    rows = list(memberships(user).filter(institution=institution))
    if actor.pk != user.pk and not all(can_end_role(actor, row) for row in rows):
        raise PermissionDenied
    return _end(rows, user, actor, reason)


def sync_groups(user: User) -> None:
    """Put somebody into exactly the CMS groups of their roles; groups that do not exist yet are skipped."""
    roles = memberships(user).filter(role__in=ROLE_GROUPS).values_list("role", flat=True)
    wanted = {ROLE_GROUPS[role] for role in roles}
    user.groups.remove(*Group.objects.filter(name__in=set(ROLE_GROUPS.values()) - wanted))
    user.groups.add(*Group.objects.filter(name__in=wanted))


def _end(rows: list[Membership], user: User, actor: User, reason: str) -> int:
    """End roles that are in force, with the classes taught by them; every session of the person ends too."""
    if not rows:
        return 0
    _keep_an_administrator(rows)
    today = timezone.localdate()
    ids = [row.pk for row in rows]
    ended = Membership.objects.current().filter(pk__in=ids).update(ends_on=today)
    if not ended:
        return 0
    CohortStaff.objects.filter(member__in=ids, ended_on=None).update(ended_on=today)
    for row in rows:
        _log("role.end", row, actor, reason)
    sync_groups(user)
    if memberships(user).exists():
        accounts.sign_out_everywhere(user)
    else:
        accounts.deactivate(user=user, actor=actor, reason=reason)
    return ended


def _keep_an_administrator(rows: list[Membership]) -> None:
    if not any(row.role == Role.SITE_ADMIN for row in rows):
        return
    # The rows are held until the commit, so that two administrators cannot end each other's role at once.
    standing = Membership.objects.current().filter(role=Role.SITE_ADMIN).select_for_update(of=("self",))
    if not set(standing.values_list("pk", flat=True)) - {row.pk for row in rows}:
        raise LastAdministrator


def _log(action: str, membership: Membership, actor: User | None, reason: str = "") -> None:
    audit.record(
        action=action,
        actor=actor,
        scope_type="user",
        scope_id=membership.user.public_id,
        reason=reason,
        details={"role": membership.role, "membership": membership.public_id},
    )
