"""Who may judge a dossier, asked before anything is written."""

from accounts.models import User
from certification.models import Candidacy
from certification.permissions import can_assess
from certification.permissions.trainers import TOO_NEAR
from certification.services.refusals import require


def require_assessor(actor: User, candidacy: Candidacy) -> None:
    """Refuse own work, that of a relative or of somebody whom one manages, and everybody but the group's trainers."""
    require(actor.pk != candidacy.person_id, "own_work")
    require(not candidacy.relations.filter(member=actor, kind__in=TOO_NEAR).exists(), "too_near")
    require(can_assess(actor, candidacy), "not_trainer")
