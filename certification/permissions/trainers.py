"""What trainers see and rate: the dossiers of their own training groups, but never their own, nor a relative's."""

from django.db.models import Exists, OuterRef, QuerySet

from certification.enums import RelationKind
from certification.models import Candidacy, CandidacyQuerySet, Evidence, LogEntry, Observation, Relation
from institutions.enums import CohortKind, Role
from institutions.models import Cohort
from institutions.permissions import memberships
from institutions.permissions.scopes import Visitor, first_or_404

# Who manages or is related to somebody never judges their work; a trainer of theirs may, within limits.
TOO_NEAR = (RelationKind.LINE_MANAGER, RelationKind.FAMILY)


def groups_to_train(user: Visitor) -> QuerySet[Cohort]:
    """Return the training groups, over or not, on whose staff somebody is as a trainer."""
    if not memberships(user).filter(role=Role.TRAINER).exists():
        return Cohort.objects.none()
    groups = Cohort.objects.staffed_by(user).filter(kind=CohortKind.TRAINING_GROUP)
    return groups.select_related("institution").order_by("name", "pk")


def candidacies_to_assess(user: Visitor) -> CandidacyQuerySet:
    """Return the dossiers somebody may look into and rate; the pair of ``can_assess``."""
    near = Relation.objects.filter(candidacy=OuterRef("pk"), member=user.pk, kind__in=TOO_NEAR)
    found = Candidacy.objects.filter(~Exists(near), cohort__in=groups_to_train(user)).exclude(person=user.pk)
    return found.select_related("programme", "person", "cohort__institution")


def can_assess(user: Visitor, candidacy: Candidacy) -> bool:
    """Whether somebody may look into a dossier and rate what is in it."""
    return candidacies_to_assess(user).filter(pk=candidacy.pk).exists()


def can_train(user: Visitor, cohort: Cohort) -> bool:
    """Whether somebody trains the group; the pair of ``groups_to_train``."""
    return groups_to_train(user).filter(pk=cohort.pk).exists()


def access_group(user: Visitor, public_id: str) -> Cohort:
    """Return a training group to its trainers; 404 for everybody else."""
    return first_or_404(groups_to_train(user).filter(public_id=public_id))


def access_candidacy_to_assess(user: Visitor, public_id: str) -> Candidacy:
    """Return a dossier to a trainer of its group; 404 for everybody else."""
    return first_or_404(candidacies_to_assess(user).filter(public_id=public_id))


def access_evidence_to_assess(user: Visitor, public_id: str) -> Evidence:
    """Return standing evidence to a trainer of its group; 404 for everybody else."""
    found = Evidence.objects.standing().filter(public_id=public_id, candidacy__in=candidacies_to_assess(user))
    return first_or_404(found.select_related("candidacy", "rule"))


def access_log_entry_to_supervise(user: Visitor, public_id: str) -> LogEntry:
    """Return an entry of the log to a trainer of its group; 404 for everybody else."""
    found = LogEntry.objects.filter(public_id=public_id, candidacy__in=candidacies_to_assess(user))
    return first_or_404(found.select_related("candidacy"))


def access_observation_to_write(user: Visitor, public_id: str) -> Observation:
    """Return an observation to whoever made it, while they may rate its dossier; 404 for everybody else."""
    found = Observation.objects.filter(public_id=public_id, assessor=user.pk, candidacy__in=candidacies_to_assess(user))
    return first_or_404(found.select_related("candidacy__person", "candidacy__programme", "rule"))
