"""Appeals within thirty days, decided by somebody who had no part in the first decision."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from certification.enums import AppealReason, CandidacyState, Decision, EventKind, Outcome, Reason
from certification.models import Appeal, Candidacy, Certificate
from certification.permissions import appeals_in_scope
from certification.services.governing import add_event, last_event
from certification.services.locking import locked, locked_certificate
from certification.services.refusals import require

AGAINST = (EventKind.SUSPENDED, EventKind.REVOKED)


@transaction.atomic
def appeal_refusal(*, candidacy: Candidacy, reason_code: str, actor: User) -> Appeal:
    """Ask to look again at a dossier that was not awarded; while one is open, asking again returns it. Audited."""
    candidacy = locked(candidacy)
    require(actor.pk == candidacy.person_id, "not_own")
    require(reason_code in AppealReason.values, "reason_missing")
    standing = candidacy.appeals.filter(decided_at=None).first()
    if standing is not None:
        return standing
    require(candidacy.state == CandidacyState.REFUSED and candidacy.decided_at is not None, "not_open")
    _require_in_time(candidacy.decided_at, candidacy.programme.appeal_days)
    row = Appeal.objects.create(person=actor, candidacy=candidacy, reason_code=reason_code)
    _record("certification.appeal", row, actor)
    return row


@transaction.atomic
def appeal_certificate(*, certificate: Certificate, reason_code: str, actor: User) -> Appeal:
    """Ask to look again at a suspended or withdrawn certificate; asking again returns the open appeal. Audited."""
    certificate = locked_certificate(certificate)
    require(actor.pk == certificate.person_id, "not_own")
    require(reason_code in AppealReason.values, "reason_missing")
    standing = certificate.appeals.filter(decided_at=None).first()
    if standing is not None:
        return standing
    last = last_event(certificate)
    require(last.kind in AGAINST, "not_open")
    _require_in_time(last.at, certificate.programme.appeal_days)
    row = Appeal.objects.create(person=actor, certificate=certificate, reason_code=reason_code)
    _record("certification.appeal", row, actor)
    return row


def _require_in_time(decided_at: datetime | None, days: int) -> None:
    require(decided_at is not None and timezone.now() <= decided_at + timedelta(days=days), "too_late")


@transaction.atomic
def decide_appeal(*, appeal: Appeal, outcome: str, actor: User) -> Appeal:
    """Decide; what falls goes back: the dossier waits for a new decision, the certificate counts again. Audited.

    A second time changes nothing.
    """
    candidacy = locked(appeal.candidacy) if appeal.candidacy is not None else None
    certificate = locked_certificate(appeal.certificate) if appeal.certificate is not None else None
    appeal = Appeal.objects.get(pk=appeal.pk)
    require(outcome in Outcome.values, "unknown_value")
    require(appeals_in_scope(actor).filter(pk=appeal.pk).exists(), "not_certifier")
    if appeal.decided_at is not None:
        return appeal
    require(actor.pk not in _first_deciders(candidacy, certificate), "decided_before")
    appeal.decided_at, appeal.decided_by_id, appeal.outcome = timezone.now(), actor.pk, outcome
    appeal.save(update_fields=["decided_at", "decided_by_id", "outcome"])
    _record("certification.decide_appeal", appeal, actor, outcome)
    if outcome == Outcome.OVERTURNED:
        _give_back(candidacy, certificate, actor)
    return appeal


def _first_deciders(candidacy: Candidacy | None, certificate: Certificate | None) -> set[int | None]:
    if candidacy is not None:
        refusals = candidacy.proposals.filter(decision=Decision.REFUSE, confirmed_at__isnull=False)
        last = refusals.order_by("-confirmed_at", "-pk").first()
        return {last.proposed_by_id, last.confirmed_by_id} if last is not None else set()
    return {last_event(certificate).actor_id} if certificate is not None else set()


def _give_back(candidacy: Candidacy | None, certificate: Certificate | None, actor: User) -> None:
    if candidacy is not None and candidacy.state == CandidacyState.REFUSED:
        candidacy.state, candidacy.decided_at = CandidacyState.SUBMITTED, None
        candidacy.save(update_fields=["state", "decided_at"])
    if certificate is not None and last_event(certificate).kind in AGAINST:
        add_event(certificate, EventKind.REINSTATED, Reason.CLEARED, actor)


def _record(action: str, appeal: Appeal, actor: User, outcome: str = "") -> None:
    audit.record(
        action=action,
        actor=actor,
        scope_type="appeal",
        scope_id=appeal.public_id,
        reason=appeal.reason_code,
        details={"outcome": outcome} if outcome else {},
    )
