"""Two certifiers decide; what they decided is suspended, withdrawn, appealed against and renewed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from certification.enums import DOCUMENT_JOB
from certification.models import Appeal, Candidacy, Certificate, CertificateEvent, Proposal
from certification.permissions import (
    access_candidacy_to_decide,
    candidacies_in_scope,
    candidacies_to_assess,
    certificates_in_scope,
    own_candidacies,
)
from certification.services.appealing import appeal_certificate, appeal_refusal, decide_appeal
from certification.services.deciding import confirm_decision, propose_decision, withdraw_proposal
from certification.services.governing import reinstate, revoke, suspend
from certification.services.opening import declare_relation
from certification.services.renewing import open_renewal
from certification.services.submitting import resume_candidacy
from institutions.enums import Role
from institutions.models import Membership
from jobs.models import Job
from tests.certification.test_dossiers import refused


@pytest.fixture
def third(member, region):
    """One more certifier of the region."""
    return member(Role.CERTIFIER, region=region).user


def test_two_certifiers_award_once(ground):
    certificate = ground.award()
    today = timezone.localdate()
    assert (certificate.issued_on, certificate.cycle, certificate.framework_version) == (today, 1, "1")
    assert certificate.valid_until.year == today.year + 3
    assert (certificate.decided_by_id, certificate.confirmed_by_id) == (ground.certifier.pk, ground.second.pk)
    assert 0 <= certificate.status_index < 131_072
    assert [one.kind for one in certificate.events.all()] == ["awarded"]
    assert Job.objects.get(kind=DOCUMENT_JOB).payload == {"certificate": certificate.pk}
    proposal = ground.candidacy.proposals.get()
    assert confirm_decision(proposal=proposal, actor=ground.second).state == "awarded"
    assert (Certificate.objects.count(), CertificateEvent.objects.count(), Job.objects.count()) == (1, 1, 1)
    assert AuditEntry.objects.filter(action="certification.confirm").count() == 1


def test_nobody_decides_alone_twice_or_without_a_reason(ground, third):
    ground.submit()
    asked = {"candidacy": ground.candidacy, "actor": ground.certifier}
    refused("unknown_value", propose_decision, **asked, decision="maybe")
    refused("reason_missing", propose_decision, **asked, decision="refuse")
    proposal = propose_decision(**asked, decision="award")
    assert propose_decision(**asked, decision="award") == proposal
    refused("already_proposed", propose_decision, **asked | {"actor": third}, decision="award")
    refused("same_person", confirm_decision, proposal=proposal, actor=ground.certifier)
    refused("not_own", withdraw_proposal, proposal=proposal, actor=third)
    for _twice in range(2):
        assert withdraw_proposal(proposal=proposal, actor=ground.certifier).withdrawn_at
    refused("no_proposal", confirm_decision, proposal=proposal, actor=third)
    again = propose_decision(**asked, decision="refuse", reason_code="evidence_not_own")
    assert confirm_decision(proposal=again, actor=third).state == "refused"
    assert (Certificate.objects.count(), Proposal.objects.count()) == (0, 2)
    refused("not_submitted", propose_decision, **asked, decision="award")


def test_who_judged_or_is_tied_decides_nothing_and_sees_nothing(ground, member, region):
    both = Membership.objects.create(user=ground.trainer, role=Role.CERTIFIER, region=region).user
    elsewhere = member(Role.CERTIFIER, institution=ground.group.institution).user
    ground.submit()
    assert not candidacies_in_scope(both).exists()
    refused("not_certifier", propose_decision, candidacy=ground.candidacy, decision="award", actor=both)
    proposal = propose_decision(candidacy=ground.candidacy, decision="award", actor=ground.certifier)
    refused("not_certifier", confirm_decision, proposal=proposal, actor=both)
    refused("not_certifier", confirm_decision, proposal=proposal, actor=ground.candidate)
    assert access_candidacy_to_decide(elsewhere, ground.candidacy.public_id) == ground.candidacy
    declare_relation(candidacy=ground.candidacy, member=elsewhere, kind="family", actor=elsewhere)
    assert not candidacies_in_scope(elsewhere).exists()
    # The proposer's own tie, told after the proposal, stops the award.
    declare_relation(candidacy=ground.candidacy, member=ground.certifier, kind="family", actor=ground.candidate)
    refused("rules_not_met", confirm_decision, proposal=proposal, actor=ground.second)


def test_rules_are_worked_out_again_before_the_award(ground):
    ground.submit()
    proposal = propose_decision(candidacy=ground.candidacy, decision="award", actor=ground.certifier)
    Candidacy.objects.update(background_checked_on=date(2020, 1, 1))
    refused("rules_not_met", confirm_decision, proposal=proposal, actor=ground.second)
    assert Candidacy.objects.get().state == "submitted"
    assert not Certificate.objects.exists()


def test_everybody_sees_what_is_theirs(ground, teacher, student, region):
    seen = {
        user: [len(find(user)) for find in (own_candidacies, candidacies_to_assess, candidacies_in_scope)]
        for user in (ground.candidate, ground.trainer, ground.other, ground.certifier, teacher, student)
    }
    assert list(seen.values()) == [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]
    certificate = ground.award()
    assert candidacies_in_scope(ground.certifier).get().certificate == certificate
    assert list(certificates_in_scope(ground.second)) == [certificate]
    assert not certificates_in_scope(ground.trainer).exists()


def test_a_certificate_is_suspended_reinstated_withdrawn_each_once(ground):
    certificate = ground.award()
    asked = {"certificate": certificate, "actor": ground.certifier}
    refused("not_certifier", suspend, **asked | {"actor": ground.trainer}, reason_code="conduct")
    refused("reason_missing", suspend, **asked, reason_code="")
    refused("not_suspended", reinstate, **asked)
    for _twice in range(2):
        suspend(**asked, reason_code="conduct")
    for _twice in range(2):
        reinstate(**asked)
    for _twice in range(2):
        revoke(**asked, reason_code="issued_in_error")
    assert [one.kind for one in certificate.events.all()] == ["awarded", "suspended", "reinstated", "revoked"]
    refused("already_revoked", suspend, **asked, reason_code="conduct")
    refused("already_revoked", reinstate, **asked)


def test_an_appeal_comes_in_time_and_is_decided_by_somebody_else(ground, third):
    certificate = ground.award()
    revoke(certificate=certificate, reason_code="conduct", actor=ground.certifier)
    asked = {"certificate": certificate, "reason_code": "facts"}
    refused("not_own", appeal_certificate, **asked, actor=ground.trainer)
    refused("reason_missing", appeal_certificate, **asked | {"reason_code": ""}, actor=ground.candidate)
    appeal = appeal_certificate(**asked, actor=ground.candidate)
    assert appeal_certificate(**asked, actor=ground.candidate) == appeal
    refused("decided_before", decide_appeal, appeal=appeal, outcome="upheld", actor=ground.certifier)
    refused("not_certifier", decide_appeal, appeal=appeal, outcome="upheld", actor=ground.trainer)
    for _twice in range(2):
        decide_appeal(appeal=appeal, outcome="overturned", actor=third)
    assert [one.kind for one in certificate.events.all()][-2:] == ["revoked", "reinstated"]
    assert Appeal.objects.get().decided_by_id == third.pk


def test_a_refusal_can_be_appealed_against_for_thirty_days_or_worked_on(ground, third):
    ground.submit()
    proposal = propose_decision(
        candidacy=ground.candidacy, decision="refuse", reason_code="evidence_not_own", actor=ground.certifier
    )
    candidacy = confirm_decision(proposal=proposal, actor=ground.second)
    asked = {"candidacy": candidacy, "reason_code": "procedure", "actor": ground.candidate}
    Candidacy.objects.update(decided_at=timezone.now() - timedelta(days=31))
    refused("too_late", appeal_refusal, **asked)
    Candidacy.objects.update(decided_at=timezone.now() - timedelta(days=29))
    appeal = appeal_refusal(**asked)
    refused("decided_before", decide_appeal, appeal=appeal, outcome="overturned", actor=ground.second)
    decide_appeal(appeal=appeal, outcome="overturned", actor=third)
    candidacy.refresh_from_db()
    assert candidacy.state == "submitted"
    Candidacy.objects.update(state="refused")
    assert resume_candidacy(candidacy=candidacy, actor=ground.candidate).state == "draft"


@pytest.mark.parametrize(
    ("days_left", "answer"),
    [(200, "too_early"), (180, "renewal"), (-59, "renewal"), (-365, "renewal"), (-367, "lapsed")],
)
def test_a_renewal_begins_half_a_year_before_the_end(ground, days_left, answer):
    today = timezone.localdate()
    certificate = Certificate.objects.create(
        number="1", person=ground.candidate, programme=ground.programme, cycle=1, framework_version="1",
        issued_on=today - timedelta(days=1000), valid_until=today + timedelta(days=days_left), decided_by_id=1,
        confirmed_by_id=2, status_index=1,
    )  # fmt: skip
    certificate.events.create(kind="awarded")
    asked = {"certificate": certificate, "cohort": ground.group}
    refused("not_own", open_renewal, **asked, actor=ground.certifier)
    if answer == "too_early":
        return refused(answer, open_renewal, **asked, actor=ground.candidate)
    renewal = open_renewal(**asked, actor=ground.candidate)
    assert (renewal.kind, renewal.cycle, open_renewal(**asked, actor=ground.trainer)) == (answer, 2, renewal)
    certificate.events.create(kind="revoked", reason_code="conduct")
    return refused("already_revoked", open_renewal, **asked, actor=ground.candidate)
