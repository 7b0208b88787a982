"""Colleagues, their roles, open invitations, and requests to restore a second factor."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import SecondFactorRecovery, User
from institutions.models import Institution, Invitation, Membership
from institutions.permissions import Scope, colleagues, may_give, memberships
from institutions.permissions.classes import TEACHING_ROLES


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role of a colleague, and whether the reader may end it."""

    membership: Membership
    can_end: bool


def colleague_list(actor: User) -> QuerySet[User]:
    """Return colleagues by name with ``current_roles`` (a list) fetched along."""
    current = Membership.objects.current().select_related("institution", "centre", "region").order_by("pk")
    found = colleagues(actor).prefetch_related(Prefetch("memberships", queryset=current, to_attr="current_roles"))
    return found.order_by("display_name", "username")


def roles_of(user: User, actor: User) -> list[RoleRow]:
    """Return a person's roles in force, and which of them the actor may end. Two queries."""
    own = list(memberships(actor))
    return [
        RoleRow(role, user.pk != actor.pk and may_give(own, role.role, Scope.of(role)))
        for role in memberships(user).order_by("pk")
    ]


def open_invitations(actor: User) -> list[Invitation]:
    """Return the invitations that the actor wrote or could have written. Two queries."""
    own = list(memberships(actor))
    standing = Invitation.objects.standing().select_related("institution__centre", "centre", "region", "created_by")
    return [row for row in standing.order_by("-created_at") if may_give(own, row.role, Scope.of(row))]


def waiting_recoveries(people: Sequence[User] | QuerySet[User]) -> QuerySet[SecondFactorRecovery]:
    """Return requests for these people that a second colleague can still confirm."""
    waiting = SecondFactorRecovery.objects.filter(
        user__in=people, used_at=None, confirmed_by=None, expires_at__gt=timezone.now()
    )
    return waiting.select_related("user", "requested_by").order_by("created_at")


def possible_teachers(institution: Institution, kind: str) -> QuerySet[Membership]:
    """Return the roles in force by which somebody may teach a class of this kind there."""
    around: Q = Scope(institution=institution).around()
    found = Membership.objects.current().filter(around, role=TEACHING_ROLES[kind])
    return found.select_related("user").order_by("user__display_name", "user__username")
