"""Who teaches which class, and who may open one or load a roster."""

from django.db.models import QuerySet
from django.http import Http404

from institutions.enums import CohortKind, CohortRole, Role
from institutions.models import Cohort, CohortStaff, Enrolment, Institution, JoinRequest, RosterUpload
from institutions.permissions.people import institutions_to_manage
from institutions.permissions.scopes import Visitor, first_or_404, has_role, institutions_with

# Pupils' classes belong to teachers, professionals' groups to trainers: neither opens the other's.
TEACHING_ROLES: dict[str, str] = {CohortKind.CLASS: Role.TEACHER, CohortKind.TRAINING_GROUP: Role.TRAINER}
IMPORTING_ROLES = (Role.TEACHER, Role.HEAD)


def can_teach(user: Visitor, cohort: Cohort) -> bool:
    """Whether somebody teaches this class now; the pair of ``Cohort.objects.taught_by``."""
    return Cohort.objects.taught_by(user).filter(pk=cohort.pk).exists()


def can_end_teaching(user: Visitor, staff: CohortStaff) -> bool:
    """Whether a teacher of the class may let somebody go from it: a co-teacher, or oneself, never the last one."""
    others = CohortStaff.objects.current().filter(cohort=staff.cohort_id).exclude(pk=staff.pk)
    is_own = staff.member.user_id == user.pk
    return (is_own or staff.role == CohortRole.CO_TEACHER) and can_teach(user, staff.cohort) and others.exists()


def can_create_cohort(user: Visitor, institution: Institution, kind: str) -> bool:
    """Whether somebody may open a class or a training group there; the pair of ``institutions_to_teach``."""
    return institution.closed_on is None and has_role(user, TEACHING_ROLES[kind], institution=institution)


def institutions_to_teach(user: Visitor, kind: str) -> QuerySet[Institution]:
    """Return where somebody may open a class or a training group."""
    return institutions_with(user, (TEACHING_ROLES[kind],)).filter(closed_on=None)


def can_import_roster(user: Visitor, institution: Institution) -> bool:
    """Whether somebody may load a roster: a teacher for classes of their own, a head for all of the institution's."""
    return institution.closed_on is None and has_role(user, *IMPORTING_ROLES, institution=institution)


def institutions_to_import(user: Visitor) -> QuerySet[Institution]:
    """Return the institutions somebody may load a roster for; the pair of ``can_import_roster``."""
    return institutions_with(user, IMPORTING_ROLES).filter(closed_on=None)


def access_taught_cohort(user: Visitor, public_id: str) -> Cohort:
    """Return a running class that somebody teaches, with its institution; 404 for everybody else."""
    return first_or_404(Cohort.objects.taught_by(user).filter(public_id=public_id).select_related("institution"))


def access_past_cohort(user: Visitor, public_id: str) -> Cohort:
    """Return a class that is over and not forgotten yet, to whoever teaches it; 404 for everybody else."""
    found = Cohort.objects.past().staffed_by(user).filter(public_id=public_id)
    return first_or_404(found.select_related("institution"))


def access_kept_cohort(user: Visitor, public_id: str) -> Cohort:
    """Return a class, running or over and not forgotten yet, to whoever teaches it; 404 for everybody else."""
    kept = Cohort.objects.running() | Cohort.objects.past()
    return first_or_404(kept.staffed_by(user).filter(public_id=public_id).select_related("institution__centre"))


def access_cohort_to_staff(user: Visitor, public_id: str) -> Cohort:
    """Return a running class of an institution that somebody manages, to say who teaches it; 404 for others."""
    found = Cohort.objects.running().filter(public_id=public_id, institution__in=institutions_to_manage(user))
    return first_or_404(found.select_related("institution"))


def access_taught_enrolment(user: Visitor, public_id: str) -> Enrolment:
    """Return a place, taken or left, in a class that somebody teaches, with learner and institution; else 404."""
    found = Enrolment.objects.filter(public_id=public_id, cohort__in=Cohort.objects.taught_by(user))
    return first_or_404(found.select_related("learner", "cohort__institution"))


def access_place_to_put_back(user: Visitor, public_id: str) -> Enrolment:
    """Return a place, left or filled again, unless its student has moved to a class of somebody else; else 404."""
    enrolment = access_taught_enrolment(user, public_id)
    if enrolment.left_on and not Enrolment.objects.to_put_back(user).filter(pk=enrolment.pk).exists():
        raise Http404
    return enrolment


def access_join_request(user: Visitor, public_id: str) -> JoinRequest:
    """Return a request to be let into a class that somebody teaches; 404 for everybody else."""
    found = JoinRequest.objects.filter(public_id=public_id, cohort__in=Cohort.objects.taught_by(user))
    return first_or_404(found.select_related("cohort__institution", "enrolment__learner"))


def access_own_upload(user: Visitor, public_id: str) -> RosterUpload:
    """Return a roster that somebody uploaded within the hour and may still import; 404 for everybody else."""
    found = RosterUpload.objects.fresh().filter(public_id=public_id, user=user.pk)
    upload = first_or_404(found.select_related("institution__centre"))
    if not can_import_roster(user, upload.institution):
        raise Http404
    return upload
