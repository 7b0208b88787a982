"""One dossier, fetched anew and held until the transaction ends: two people never change it at the same moment."""

from certification.enums import CandidacyState
from certification.models import Candidacy, Certificate
from certification.services.refusals import require


def locked(candidacy: Candidacy) -> Candidacy:
    """Return the row as it is now, with its programme, locked."""
    rows = Candidacy.objects.select_for_update(of=("self",)).select_related("programme", "cohort", "person")
    return rows.get(pk=candidacy.pk)


def locked_certificate(certificate: Certificate) -> Certificate:
    """Return the row as it is now, with its programme, locked."""
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("programme")
    return rows.get(pk=certificate.pk)


def require_draft(candidacy: Candidacy) -> None:
    """Refuse what belongs into a dossier that is still being filled."""
    require(candidacy.is_open, "not_open")
    require(candidacy.state == CandidacyState.DRAFT, "not_draft")
