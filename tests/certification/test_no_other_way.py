"""Whatever people do in whatever order, nobody gets a certificate without every rule.

``ORIENTIR_STEPS`` says how many steps are taken; the usual run takes few, and always the same.
"""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from certification.enums import RelationKind
from certification.models import Candidacy, Certificate, LevelRating, SignOff
from certification.services.appealing import appeal_refusal, decide_appeal
from certification.services.deciding import confirm_decision, propose_decision, withdraw_proposal
from certification.services.opening import attest_background, declare_relation, sign_conduct, withdraw
from certification.services.refusals import RuleRefused
from certification.services.signing import rate_level
from certification.services.submitting import resume_candidacy, submit_candidacy
from tests.certification.dossiers import make_ground

STEPS = int(os.environ.get("ORIENTIR_STEPS", "90"))
A_ROUND = 30
PEOPLE = st.sampled_from(["candidate", "trainer", "other", "certifier", "second"])
MONTHS_36, MONTHS_24 = timedelta(days=36 * 30), timedelta(days=24 * 30)


class Dossier(RuleBasedStateMachine):
    """One dossier in the hands of five people, all of whom try everything."""

    make = None

    @initialize(begun=st.sampled_from(["empty", "filled", "submitted"]))
    def begin(self, begun):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.ground = Dossier.make()
        self.is_judged = False
        if begun != "empty":
            self.ground.fill()
        if begun == "submitted":
            self.ground.submit()

    def teardown(self):
        if hasattr(self, "block"):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def attempt(self, work, **arguments):
        try:
            return work(**arguments)
        except RuleRefused:
            return None

    def who(self, name):
        return getattr(self.ground, name)

    @rule(who=PEOPLE)
    def conduct(self, who):
        self.attempt(sign_conduct, candidacy=self.ground.candidacy, actor=self.who(who))

    @rule(who=PEOPLE, days=st.sampled_from([-1, 0, 700, 800]))
    def background(self, who, days):
        day = timezone.localdate() - timedelta(days=days)
        self.attempt(attest_background, candidacy=self.ground.candidacy, checked_on=day, actor=self.who(who))

    @rule(who=PEOPLE, number=st.integers(0, 1), rating=st.integers(0, 3))
    def sign(self, who, number, rating):
        one = self.ground.rules[number]
        self.attempt(self.ground.sign, rule=one, actor=self.who(who), rating=rating)

    @rule(who=PEOPLE, level=st.integers(0, 4))
    def rate(self, who, level):
        asked = {"candidacy": self.ground.candidacy, "competency": self.ground.competency, "level": level}
        self.attempt(rate_level, **asked, actor=self.who(who))

    @rule(who=PEOPLE, kind=st.sampled_from(RelationKind.values))
    def relate(self, who, kind):
        asked = {"candidacy": self.ground.candidacy, "member": self.who(who), "kind": kind}
        self.attempt(declare_relation, **asked, actor=self.ground.candidate)

    @rule(who=PEOPLE, work=st.sampled_from([submit_candidacy, submit_candidacy, withdraw, resume_candidacy]))
    def move(self, who, work):
        self.attempt(work, candidacy=self.ground.candidacy, actor=self.who(who))

    @rule(who=PEOPLE, decision=st.sampled_from(["award", "award", "refuse"]))
    def propose(self, who, decision):
        asked = {"candidacy": self.ground.candidacy, "decision": decision, "reason_code": "conduct"}
        self.attempt(propose_decision, **asked, actor=self.who(who))

    @rule(who=PEOPLE, work=st.sampled_from([confirm_decision, confirm_decision, withdraw_proposal]))
    def answer(self, who, work):
        proposal = self.ground.candidacy.proposals.first()
        if proposal is not None:
            self.attempt(work, proposal=proposal, actor=self.who(who))

    @rule(who=PEOPLE, outcome=st.sampled_from(["upheld", "overturned"]))
    def appeal(self, who, outcome):
        asked = {"candidacy": self.ground.candidacy, "reason_code": "facts"}
        appeal = self.attempt(appeal_refusal, **asked, actor=self.ground.candidate)
        if appeal is not None:
            self.attempt(decide_appeal, appeal=appeal, outcome=outcome, actor=self.who(who))

    @rule(years=st.integers(1, 4))
    def wait(self, years):
        """Let years go by: what was noted is that much older."""
        if Certificate.objects.exists():
            return
        passed = timedelta(days=366 * years)
        SignOff.objects.update(signed_at=F("signed_at") - passed)
        LevelRating.objects.update(rated_at=F("rated_at") - passed)
        rows = Candidacy.objects.filter(background_checked_on__isnull=False)
        for row in rows:
            Candidacy.objects.filter(pk=row.pk).update(background_checked_on=row.background_checked_on - passed)

    @invariant()
    def an_award_has_every_rule(self):
        if not hasattr(self, "ground") or self.is_judged:
            return
        certificates = list(Certificate.objects.all())
        state = Candidacy.objects.get().state
        assert (state == "awarded") == bool(certificates)
        assert len(certificates) <= 1
        if certificates:
            self.judge(certificates[0])
            self.is_judged = True

    def judge(self, certificate):
        """Say once more what has to hold, without any code of ours that decides."""
        dossier, now = Candidacy.objects.get(), timezone.now()
        assert dossier.conduct_signed_at is not None
        checked = dossier.background_checked_on
        assert checked is not None
        assert now.date() - MONTHS_24 - timedelta(days=31) <= checked <= now.date() + timedelta(days=1)
        newest = {row.rule_id: row for row in SignOff.objects.order_by("signed_at", "pk")}
        assert set(newest) == {row.pk for row in self.ground.rules}
        near = {row.member_id for row in dossier.relations.exclude(kind=RelationKind.OWN_TRAINER)}
        trainers = {row.member_id for row in dossier.relations.filter(kind=RelationKind.OWN_TRAINER)}
        for row in newest.values():
            assert row.rating >= 2
            assert row.observation.finished_at is not None
            assert row.signed_at >= now - MONTHS_36 - timedelta(days=31)
            assert row.assessor_id not in near | {dossier.person_id}
        assert any(row.assessor_id not in trainers for row in newest.values())
        level = LevelRating.objects.order_by("rated_at", "pk").last()
        assert level.level >= 2
        assert level.assessor_id not in near | {dossier.person_id}
        deciders = {certificate.decided_by_id, certificate.confirmed_by_id}
        judges = set(SignOff.objects.values_list("assessor", flat=True)) | {dossier.person_id}
        assert len(deciders) == 2
        assert not deciders & (judges | near | trainers)


@pytest.fixture
def machine(training_group, candidate, trainer, certifier, member):
    Dossier.make = staticmethod(lambda: make_ground(training_group, candidate, trainer, certifier, member))
    yield Dossier
    Dossier.make = None


def steps(count, *, is_random, phases=tuple(Phase)):
    return settings(
        phases=phases,
        max_examples=max(1, count // A_ROUND), stateful_step_count=A_ROUND, deadline=None, database=None,
        derandomize=not is_random, suppress_health_check=list(HealthCheck),
    )  # fmt: skip


def test_there_is_no_other_way_to_a_certificate(machine):
    run_state_machine_as_test(machine, settings=steps(STEPS, is_random="ORIENTIR_STEPS" in os.environ))


def test_a_planted_short_cut_is_found(machine, monkeypatch):
    monkeypatch.setattr("certification.services.deciding._require_rules", lambda *persons: None)

    class Planted(machine):
        @rule()
        def short_cut(self):
            self.conduct("candidate")
            Candidacy.objects.filter(state="draft").update(state="submitted")
            self.propose("certifier", "award")
            self.answer("second", confirm_decision)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(Planted, settings=steps(A_ROUND, is_random=False, phases=[Phase.generate]))
