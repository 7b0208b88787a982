"""Classes and training groups, and who teaches them."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from institutions.enums import CohortKind, CohortRole
from institutions.models import LONGEST_COHORT, Cohort, CohortStaff, Institution, Membership
from institutions.permissions import Scope, memberships
from institutions.permissions.classes import TEACHING_ROLES, can_end_teaching


class CohortRefused(ValueError):
    """The class cannot be like this; ``code`` is ``too_long``, ``over``, ``name_taken`` or ``closed``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class StaffRefused(ValueError):
    """This role does not let its holder teach this class, or nobody would be left who does."""


@transaction.atomic
def create_cohort(
    *,
    institution: Institution,
    name: str,
    language: str,
    ends_on: date,
    actor: User | None,
    kind: str = CohortKind.CLASS,
    grade: str = "",
    starts_on: date | None = None,
) -> Cohort:
    """Open a class for at most twelve months; the person who opens it teaches it. Audited.

    The same class asked for twice by the same person is returned, another one of the same name is refused.
    """
    starts_on = starts_on or timezone.localdate()
    check_dates(starts_on, ends_on)
    if Institution.objects.select_for_update().get(pk=institution.pk).closed_on is not None:
        raise CohortRefused("closed")
    wanted = {"grade": grade, "language": language, "ends_on": ends_on}
    if actor is not None:
        # A class of the same name in the year before is another class.
        same_name = Cohort.objects.taught_by(actor).filter(institution=institution, kind=kind, name=name)
        twin = same_name.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
        if twin is not None and all(getattr(twin, field) == value for field, value in wanted.items()):
            return twin
        if twin is not None:
            raise CohortRefused("name_taken")
    cohort = Cohort.objects.create(institution=institution, kind=kind, name=name, starts_on=starts_on, **wanted)
    audit.record(action="cohort.create", actor=actor, scope_type="cohort", scope_id=cohort.public_id)
    member = teaching_membership(actor, cohort) if actor is not None else None
    if member is not None:
        add_cohort_staff(cohort=cohort, member=member, actor=actor)
    return cohort


@transaction.atomic
def edit_cohort(*, cohort: Cohort, name: str, grade: str, language: str, ends_on: date, actor: User) -> Cohort:
    """Change a class. Moving the last day forward ends it sooner, never in the past. Audited when anything changed."""
    fresh = Cohort.objects.select_for_update().get(pk=cohort.pk)
    wanted = {"name": name, "grade": grade, "language": language, "ends_on": ends_on}
    changed = [field for field, value in wanted.items() if getattr(fresh, field) != value]
    if not changed:
        return fresh
    if "ends_on" in changed:
        check_dates(fresh.starts_on, ends_on)
    for field, value in wanted.items():
        setattr(fresh, field, value)
    fresh.save(update_fields=changed)
    audit.record(
        action="cohort.edit",
        actor=actor,
        scope_type="cohort",
        scope_id=fresh.public_id,
        details={"ends_on": ends_on.isoformat()} if "ends_on" in changed else {},
    )
    return fresh


@transaction.atomic
def add_cohort_staff(*, cohort: Cohort, member: Membership, actor: User | None, role: str | None = None) -> CohortStaff:
    """Let a colleague teach a class by a role in force there; raises ``StaffRefused``. Twice is once. Audited."""
    if member not in teaching_memberships(member.user, cohort):
        raise StaffRefused
    trains = cohort.kind == CohortKind.TRAINING_GROUP
    staff, created = CohortStaff.objects.get_or_create(
        cohort=cohort,
        member=member,
        ended_on=None,
        defaults={"role": role or (CohortRole.TRAINER if trains else CohortRole.TEACHER)},
    )
    if created:
        _log_staff("cohort.staff", staff, actor)
    return staff


@transaction.atomic
def end_cohort_staff(*, staff: CohortStaff, actor: User | None) -> bool:
    """Stop somebody from teaching a class, at the next request. Audited; the second call changes nothing."""
    ended = CohortStaff.objects.filter(pk=staff.pk, ended_on=None).update(ended_on=timezone.localdate())
    if ended:
        _log_staff("cohort.unstaff", staff, actor)
    return bool(ended)


@transaction.atomic
def let_teacher_go(*, staff: CohortStaff, actor: User) -> bool:
    """Let a teacher of the class send a co-teacher away, or go, never the last one; raises ``StaffRefused``.

    Two who go at once wait for each other here. Audited; for somebody who has gone already nothing changes.
    """
    Cohort.objects.select_for_update().get(pk=staff.cohort_id)
    if not CohortStaff.objects.current().filter(pk=staff.pk).exists():
        return False
    if not can_end_teaching(actor, staff):
        raise StaffRefused
    return end_cohort_staff(staff=staff, actor=actor)


def teaching_memberships(user: User, cohort: Cohort) -> list[Membership]:
    """Return the roles in force by which somebody may teach this class."""
    around = Scope(institution=cohort.institution).around()
    return list(memberships(user).filter(around, role=TEACHING_ROLES[cohort.kind]))


def teaching_membership(user: User, cohort: Cohort) -> Membership | None:
    """Return the first such role."""
    return next(iter(teaching_memberships(user, cohort)), None)


def check_dates(starts_on: date, ends_on: date) -> None:
    """Raise ``CohortRefused`` for a class that is longer than twelve months or over already."""
    if ends_on - starts_on > LONGEST_COHORT:
        raise CohortRefused("too_long")
    if ends_on < timezone.localdate():
        raise CohortRefused("over")


def _log_staff(action: str, staff: CohortStaff, actor: User | None) -> None:
    audit.record(
        action=action,
        actor=actor,
        scope_type="cohort",
        scope_id=staff.cohort.public_id,
        details={"member": staff.member.public_id},
    )
