"""Decisions of two certifiers: one proposes, another confirms, and every rule is worked out again in between."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification.enums import CandidacyState, Decision, Reason
from certification.grading import decision_findings, findings
from certification.models import Candidacy, Proposal
from certification.permissions import can_decide
from certification.queries.facts import facts_of
from certification.queries.rules import rules_of
from certification.services.awarding import write_certificate
from certification.services.locking import locked
from certification.services.opening import record
from certification.services.refusals import RuleRefused, require


@transaction.atomic
def propose_decision(*, candidacy: Candidacy, decision: str, actor: User, reason_code: str = "") -> Proposal:
    """Propose to award, or with a reason not to; the same by the same person again is one row. Audited."""
    candidacy = locked(candidacy)
    require(decision in Decision.values, "unknown_value")
    require(decision == Decision.AWARD or reason_code in Reason.values, "reason_missing")
    require(candidacy.state == CandidacyState.SUBMITTED, "not_submitted")
    require(can_decide(actor, candidacy), "not_certifier")
    reason_code = "" if decision == Decision.AWARD else reason_code
    standing = candidacy.proposals.filter(confirmed_at=None, withdrawn_at=None).first()
    if standing is not None:
        same = (standing.proposed_by_id, standing.decision, standing.reason_code)
        require(same == (actor.pk, decision, reason_code), "already_proposed")
        return standing
    if decision == Decision.AWARD:
        _require_rules(candidacy, actor.pk, None)
    proposal = Proposal.objects.create(
        candidacy=candidacy, decision=decision, reason_code=reason_code, proposed_by=actor
    )
    record("certification.propose", actor, candidacy, decision=decision, reason=reason_code)
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, actor: User) -> Proposal:
    """Take a proposal back before somebody confirms it; a second time changes nothing. Audited."""
    candidacy = locked(proposal.candidacy)
    proposal = Proposal.objects.get(pk=proposal.pk)
    require(proposal.proposed_by_id == actor.pk, "not_own")
    if proposal.withdrawn_at is None:
        require(proposal.confirmed_at is None, "no_proposal")
        proposal.withdrawn_at = timezone.now()
        proposal.save(update_fields=["withdrawn_at"])
        record("certification.withdraw_proposal", actor, candidacy)
    return proposal


@transaction.atomic
def confirm_decision(*, proposal: Proposal, actor: User) -> Candidacy:
    """Confirm what another certifier proposed; an award writes the certificate and asks for its document. Audited.

    However often and from however many sides it is asked, there is one certificate.
    """
    candidacy = locked(proposal.candidacy)
    proposal = Proposal.objects.get(pk=proposal.pk)
    require(proposal.proposed_by_id != actor.pk, "same_person")
    require(can_decide(actor, candidacy), "not_certifier")
    if proposal.confirmed_at is not None:
        return candidacy
    proposer = proposal.proposed_by_id
    require(proposal.withdrawn_at is None, "no_proposal")
    # Whoever proposed it and has no account any more is nobody who could decide.
    if proposer is None:
        raise RuleRefused("no_proposal")
    require(candidacy.state == CandidacyState.SUBMITTED, "not_submitted")
    is_award = proposal.decision == Decision.AWARD
    if is_award:
        _require_rules(candidacy, proposer, actor.pk)
    proposal.confirmed_by, proposal.confirmed_at = actor, timezone.now()
    proposal.save(update_fields=["confirmed_by", "confirmed_at"])
    candidacy.state = CandidacyState.AWARDED if is_award else CandidacyState.REFUSED
    candidacy.decided_at = proposal.confirmed_at
    candidacy.save(update_fields=["state", "decided_at"])
    if is_award:
        write_certificate(candidacy, proposer, actor.pk)
    record("certification.confirm", actor, candidacy, decision=proposal.decision, reason=proposal.reason_code)
    return candidacy


def _require_rules(candidacy: Candidacy, proposed_by: int, confirmed_by: int | None) -> None:
    """Work every rule out anew, on the locked row; without a second person yet, all but their rule."""
    facts, rules = facts_of([candidacy])[candidacy.pk], rules_of([candidacy.programme])[candidacy.programme_id]
    persons = decision_findings(facts, proposed_by, confirmed_by)
    if confirmed_by is None:
        persons = [one for one in persons if one.kind != "two_persons"]
    missing = [one for one in [*findings(facts, rules, timezone.localdate()), *persons] if not one.is_met]
    if missing:
        raise RuleRefused("rules_not_met", missing)
