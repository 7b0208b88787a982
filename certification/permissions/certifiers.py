"""What certifiers see and decide: what was submitted in their scope, but nothing of anybody whom they assessed."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from certification.enums import CandidacyState
from certification.models import (
    Appeal,
    Candidacy,
    CandidacyQuerySet,
    Certificate,
    Evidence,
    LevelRating,
    LogEntry,
    Observation,
    Relation,
    SignOff,
)
from institutions.enums import Role
from institutions.permissions import has_role
from institutions.permissions.scopes import Visitor, first_or_404, institutions_with


def can_certify(user: Visitor) -> bool:
    """Whether somebody is a certifier anywhere."""
    return has_role(user, Role.CERTIFIER)


def independent_of(user: Visitor) -> Q:
    """Return the condition on dossiers "this person assessed nothing of it, is not tied to it, and does not own it"."""
    own = user.pk or 0
    here = OuterRef("pk")
    judged = Q(
        Exists(SignOff.objects.filter(Q(assessor=own) | Q(second_assessor=own), candidacy=here))
        | Exists(Observation.objects.filter(candidacy=here, assessor=own))
        | Exists(LevelRating.objects.filter(candidacy=here, assessor=own))
        | Exists(LogEntry.objects.filter(candidacy=here, supervised_by=own))
        | Exists(Relation.objects.filter(candidacy=here, member=own))
    )
    return ~Q(person=own) & ~judged


def candidacies_in_scope(user: Visitor) -> CandidacyQuerySet:
    """Return the dossiers that were submitted and lie in a certifier's scope; the pair of ``can_decide``."""
    places = institutions_with(user, (Role.CERTIFIER,))
    found = Candidacy.objects.filter(independent_of(user), cohort__institution__in=places)
    found = found.exclude(state=CandidacyState.DRAFT)
    return found.select_related("programme", "person", "cohort__institution", "certificate")


def can_decide(user: Visitor, candidacy: Candidacy) -> bool:
    """Whether somebody may see a dossier as a certifier, and decide about it while it is submitted."""
    return candidacies_in_scope(user).filter(pk=candidacy.pk).exists()


def certificates_in_scope(user: Visitor) -> QuerySet[Certificate]:
    """Return the certificates that a certifier may suspend or withdraw."""
    found = Certificate.objects.filter(candidacy__in=candidacies_in_scope(user))
    return found.select_related("programme", "person", "candidacy__cohort__institution").prefetch_related("events")


def can_govern(user: Visitor, certificate: Certificate) -> bool:
    """Whether somebody may suspend or withdraw a certificate; the pair of ``certificates_in_scope``."""
    return certificates_in_scope(user).filter(pk=certificate.pk).exists()


def appeals_in_scope(user: Visitor) -> QuerySet[Appeal]:
    """Return the appeals a certifier may decide; who made the first decision is kept out by the rules."""
    return Appeal.objects.filter(
        Q(candidacy__in=candidacies_in_scope(user)) | Q(certificate__in=certificates_in_scope(user))
    ).select_related("candidacy__person", "certificate__person", "person")


def access_candidacy_to_decide(user: Visitor, public_id: str) -> Candidacy:
    """Return a submitted or decided dossier to an independent certifier; 404 for everybody else."""
    return first_or_404(candidacies_in_scope(user).filter(public_id=public_id))


def access_evidence_to_decide(user: Visitor, public_id: str) -> Evidence:
    """Return standing evidence to an independent certifier; 404 for everybody else."""
    found = Evidence.objects.standing().filter(public_id=public_id, candidacy__in=candidacies_in_scope(user))
    return first_or_404(found.select_related("candidacy", "rule"))


def access_certificate_to_govern(user: Visitor, public_id: str) -> Certificate:
    """Return a certificate to an independent certifier; 404 for everybody else."""
    return first_or_404(certificates_in_scope(user).filter(public_id=public_id))


def access_appeal(user: Visitor, public_id: str) -> Appeal:
    """Return an appeal to an independent certifier; 404 for everybody else."""
    return first_or_404(appeals_in_scope(user).filter(public_id=public_id))
