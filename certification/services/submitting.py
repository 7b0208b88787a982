"""Handing a dossier in, and taking it up again after a refusal."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification.enums import CandidacyState
from certification.grading import is_complete
from certification.models import Candidacy
from certification.queries.facts import findings_of
from certification.services.locking import locked, require_draft
from certification.services.opening import record
from certification.services.refusals import RuleRefused, require


@transaction.atomic
def submit_candidacy(*, candidacy: Candidacy, actor: User) -> Candidacy:
    """Hand the dossier in, by the candidate, once every rule is met; a second time changes nothing. Audited."""
    candidacy = locked(candidacy)
    require(actor.pk == candidacy.person_id, "not_own")
    if candidacy.state == CandidacyState.SUBMITTED:
        return candidacy
    require_draft(candidacy)
    require(candidacy.conduct_signed_at is not None, "conduct_missing")
    found = findings_of([candidacy])[candidacy.pk]
    if not is_complete(found):
        raise RuleRefused("rules_not_met", [one for one in found if not one.is_met])
    candidacy.state = CandidacyState.SUBMITTED
    candidacy.submitted_at = timezone.now()
    candidacy.save(update_fields=["state", "submitted_at"])
    record("certification.submit", actor, candidacy)
    return candidacy


@transaction.atomic
def resume_candidacy(*, candidacy: Candidacy, actor: User) -> Candidacy:
    """Go on with a dossier that was taken back or not awarded: what was rated stays. Audited."""
    candidacy = locked(candidacy)
    require(actor.pk == candidacy.person_id, "not_own")
    if candidacy.state != CandidacyState.DRAFT:
        require(candidacy.state in (CandidacyState.REFUSED, CandidacyState.WITHDRAWN), "not_open")
        candidacy.state = CandidacyState.DRAFT
        candidacy.submitted_at = candidacy.decided_at = None
        candidacy.save(update_fields=["state", "submitted_at", "decided_at"])
        record("certification.resume", actor, candidacy)
    return candidacy
