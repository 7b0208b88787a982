"""Who answers for which staff: inviting, ending a role, vouching for a colleague, setting an institution's rules."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from accounts.enums import UserKind
from accounts.models import User
from institutions.enums import ROLE_GROUPS, Role
from institutions.models import Enrolment, Institution, Invitation, Membership
from institutions.permissions.scopes import (
    Scope,
    Visitor,
    either,
    first_or_404,
    has_role,
    institutions_with,
    memberships,
)

# Who may give which role to somebody else, inside their own scope. A teacher invites nobody; the child protection
# lead is not chosen by the head, because the head may be the person a child has to be protected from.
GRANTS: dict[str, frozenset[str]] = {
    Role.HEAD: frozenset({Role.TEACHER}),
    Role.COORDINATOR: frozenset(
        {Role.TEACHER, Role.HEAD, Role.SAFEGUARDING_LEAD, Role.COORDINATOR, Role.COMMUNITY_COORDINATOR}
    ),
    Role.SITE_ADMIN: frozenset(Role.values),
}
MANAGERS = (Role.HEAD, Role.COORDINATOR, Role.SITE_ADMIN)
# Who hands over or removes what is held about a student, for the student or a guardian who asks.
ANSWERING = (Role.HEAD, Role.SITE_ADMIN)
# A CMS group holds for the whole installation, so its role does too; a school's roles hold for one institution.
WIDE_ONLY = frozenset(ROLE_GROUPS)
ONE_INSTITUTION_ONLY = frozenset({Role.TEACHER, Role.HEAD, Role.SAFEGUARDING_LEAD})


def can_manage_institution(user: Visitor, institution: Institution) -> bool:
    """Whether somebody sets the institution's rules and staff; the pair of ``institutions_to_manage``."""
    return has_role(user, *MANAGERS, institution=institution)


def institutions_to_manage(user: Visitor) -> QuerySet[Institution]:
    """Return the institutions whose rules and staff somebody may set."""
    return institutions_with(user, MANAGERS)


def can_allow_names(user: Visitor, institution: Institution) -> bool:
    """Whether somebody may let the institution store names; the head of a boarding institution may not."""
    roles = (Role.COORDINATOR, Role.SITE_ADMIN) if institution.is_boarding else MANAGERS
    return has_role(user, *roles, institution=institution)


def can_invite(actor: Visitor, role: str, scope: Scope) -> bool:
    """Whether somebody may give a role to another person: one they answer for, inside their own scope."""
    return may_give(memberships(actor), role, scope)


def may_give(own: Iterable[Membership], role: str, scope: Scope) -> bool:
    """Whether the holder of these roles may give another one; for lists that have fetched the roles once."""
    if scope.institution is not None and scope.institution.closed_on is not None:
        return False
    if (role in WIDE_ONLY and scope.path) or (role in ONE_INSTITUTION_ONLY and scope.institution is None):
        return False
    return any(role in GRANTS.get(mine.role, ()) and Scope.of(mine).contains(scope) for mine in own)


def roles_to_give(own: Iterable[Membership]) -> list[str]:
    """Return the roles that the holder of these roles may give somewhere, in the order of ``Role``."""
    given = {role for mine in own for role in GRANTS.get(mine.role, ())}
    return [role for role in Role.values if role in given]


def can_end_role(actor: Visitor, membership: Membership) -> bool:
    """Whether somebody may take a role away: whoever could give it, but never one's own."""
    return membership.user_id != actor.pk and can_invite(actor, membership.role, Scope.of(membership))


def can_restore_second_factor(actor: Visitor, user: User) -> bool:
    """Whether somebody may vouch for a colleague who lost the second factor; the pair of ``colleagues``."""
    if user.pk == actor.pk:
        return False
    theirs = [Scope.of(role) for role in memberships(user)]
    for own in memberships(actor).exclude(role=Role.CANDIDATE):
        mine = Scope.of(own)
        if any(mine.contains(scope) or (own.role in MANAGERS and scope.contains(mine)) for scope in theirs):
            return True
    return False


def colleagues(actor: Visitor) -> QuerySet[User]:
    """Return the staff whose scope lies inside the actor's; managers also see those who stand above them."""
    conditions = []
    for own in memberships(actor).exclude(role=Role.CANDIDATE):
        mine = Scope.of(own)
        conditions.append(mine.inside() | mine.around() if own.role in MANAGERS else mine.inside())
    # Whether the account is open is asked of the list itself: asked of each role, it would read every student as well.
    shared = Membership.objects.in_force().filter(either(*conditions), user=OuterRef("pk"))
    return User.objects.staff().filter(Exists(shared), is_active=True).exclude(pk=actor.pk or 0)


def access_institution_to_manage(user: Visitor, public_id: str) -> Institution:
    """Return an institution whose rules somebody may set; 404 for everybody else."""
    return first_or_404(institutions_to_manage(user).filter(public_id=public_id))


def institutions_to_answer_for(user: Visitor) -> QuerySet[Institution]:
    """Return the institutions whose students' data somebody may hand over or remove."""
    return institutions_with(user, ANSWERING)


def can_answer_for_institution(user: Visitor, institution: Institution) -> bool:
    """Whether somebody hands over or removes its students' data; the pair of ``institutions_to_answer_for``."""
    return has_role(user, *ANSWERING, institution=institution)


def can_answer_for_learner(user: Visitor, learner: User) -> bool:
    """Whether somebody answers for every institution in which a student has, or had, a place."""
    places = Institution.objects.filter(cohorts__enrolments__learner=learner)
    answered = institutions_to_answer_for(user)
    return places.filter(pk__in=answered).exists() and not places.exclude(pk__in=answered).exists()


def access_institution_to_answer_for(user: Visitor, public_id: str) -> Institution:
    """Return an institution whose students' data somebody may hand over or remove; 404 for everybody else."""
    return first_or_404(institutions_to_answer_for(user).filter(public_id=public_id))


def access_answered_enrolment(user: Visitor, public_id: str) -> Enrolment:
    """Return a student's place, in a running or ended class of an institution somebody answers for; 404 for others."""
    found = Enrolment.objects.filter(
        public_id=public_id, learner__kind=UserKind.LEARNER, cohort__institution__in=institutions_to_answer_for(user)
    )
    return first_or_404(found.select_related("learner", "cohort__institution"))


def access_colleague(user: Visitor, public_id: str) -> User:
    """Return a colleague; 404 for everybody else."""
    return first_or_404(colleagues(user).filter(public_id=public_id))


def access_membership_to_end(user: Visitor, public_id: str) -> Membership:
    """Return a role in force that somebody may take away; 404 for everybody else."""
    found = Membership.objects.current().filter(public_id=public_id)
    membership = first_or_404(found.select_related("user", "institution__centre", "centre", "region"))
    if not can_end_role(user, membership):
        raise Http404
    return membership


def access_invitation(user: Visitor, public_id: str) -> Invitation:
    """Return an open invitation that somebody could have written themselves; 404 for everybody else."""
    found = Invitation.objects.standing().filter(public_id=public_id)
    invitation = first_or_404(found.select_related("institution__centre", "centre", "region"))
    if not can_invite(user, invitation.role, Scope.of(invitation)):
        raise Http404
    return invitation
