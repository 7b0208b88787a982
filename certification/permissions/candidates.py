"""What candidates and holders see: their own dossiers and certificates, and nobody else's."""

from django.db.models import QuerySet

from accounts.models import User
from certification.models import Candidacy, CandidacyQuerySet, Certificate, Evidence, LogEntry, Observation
from institutions.enums import Role
from institutions.permissions import has_role
from institutions.permissions.scopes import Visitor, first_or_404


def own_candidacies(user: Visitor) -> CandidacyQuerySet:
    """Return somebody's own dossiers; the pair of ``is_own``."""
    if not isinstance(user, User) or user.is_learner:
        return Candidacy.objects.none()
    return Candidacy.objects.filter(person=user).select_related("programme", "cohort__institution", "certificate")


def is_own(user: Visitor, candidacy: Candidacy) -> bool:
    """Whether a dossier is somebody's own."""
    return isinstance(user, User) and not user.is_learner and candidacy.person_id == user.pk


def can_enter_own_area(user: Visitor) -> bool:
    """Whether somebody has anything to find there: the role of a candidate, or a dossier from an earlier time."""
    return has_role(user, Role.CANDIDATE) or own_candidacies(user).exists()


def own_certificates(user: Visitor) -> QuerySet[Certificate]:
    """Return somebody's own certificates, the newest first."""
    if not isinstance(user, User) or user.is_learner:
        return Certificate.objects.none()
    return Certificate.objects.filter(person=user).select_related("programme").prefetch_related("events")


def access_own_candidacy(user: Visitor, public_id: str) -> Candidacy:
    """Return a dossier to its owner; 404 for everybody else."""
    return first_or_404(own_candidacies(user).filter(public_id=public_id))


def access_own_certificate(user: Visitor, public_id: str) -> Certificate:
    """Return a certificate to its holder; 404 for everybody else."""
    return first_or_404(own_certificates(user).filter(public_id=public_id))


def access_own_evidence(user: Visitor, public_id: str) -> Evidence:
    """Return standing evidence to whoever added it; 404 for everybody else."""
    found = Evidence.objects.standing().filter(public_id=public_id, candidacy__in=own_candidacies(user))
    return first_or_404(found.select_related("candidacy", "rule"))


def access_own_log_entry(user: Visitor, public_id: str) -> LogEntry:
    """Return an entry of the log to whoever wrote it; 404 for everybody else."""
    found = LogEntry.objects.filter(public_id=public_id, candidacy__in=own_candidacies(user))
    return first_or_404(found.select_related("candidacy"))


def access_own_observation(user: Visitor, public_id: str) -> Observation:
    """Return a finished observation to the person who was observed; 404 for everybody else."""
    found = Observation.objects.filter(
        public_id=public_id, candidacy__in=own_candidacies(user), finished_at__isnull=False
    )
    return first_or_404(found.select_related("candidacy", "rule", "assessor"))
