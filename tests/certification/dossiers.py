"""A small programme with a group that works through it: two sign-offs, two trainers, two certifiers."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from certification.enums import Decision
from certification.models import Candidacy, Certificate, Programme, SignOffCompetency, SignOffRule
from certification.services.deciding import confirm_decision, propose_decision
from certification.services.observing import Seen, finish_observation, save_observation
from certification.services.opening import attest_background, open_candidacy, sign_conduct
from certification.services.signing import rate_level, sign_off
from certification.services.submitting import submit_candidacy
from curriculum.models import Competency
from institutions.enums import CohortRole, Role
from institutions.models import Cohort
from tests.factories import (
    CohortStaffFactory,
    CompetencyFactory,
    CriterionFactory,
    ProgrammeFactory,
    SignOffRuleFactory,
)


@dataclass
class Ground:
    """Everybody and everything that a dossier needs."""

    programme: Programme
    competency: Competency
    rules: list[SignOffRule]
    group: Cohort
    candidate: User
    trainer: User
    other: User
    certifier: User
    second: User
    candidacy: Candidacy

    def seen(self, rule: SignOffRule, **changed):
        """Return a checklist on which everything is decided."""
        marks = {one.code: "seen" for one in rule.criteria.all()}
        given = {"key": uuid4(), "base": 0, "setting": "live", "observed_on": timezone.localdate(), "marks": marks}
        return Seen(**given | changed)

    def observe(self, rule: SignOffRule, actor: User, **changed):
        """Let a trainer watch the candidate, and finish."""
        row = save_observation(candidacy=self.candidacy, rule=rule, seen=self.seen(rule, **changed), actor=actor)
        return finish_observation(observation=row, actor=actor)

    def sign(self, rule: SignOffRule, actor: User, rating: int = 2):
        """Let a trainer watch and sign."""
        return sign_off(
            candidacy=self.candidacy, rule=rule, rating=rating, actor=actor, observation=self.observe(rule, actor)
        )

    def fill(self) -> "Ground":
        """Fill the dossier by every rule."""
        sign_conduct(candidacy=self.candidacy, actor=self.candidate)
        day = timezone.localdate() - timedelta(days=10)
        attest_background(candidacy=self.candidacy, checked_on=day, actor=self.trainer)
        self.sign(self.rules[0], self.trainer)
        self.sign(self.rules[1], self.other)
        rate_level(candidacy=self.candidacy, competency=self.competency, level=2, actor=self.trainer)
        return self

    def submit(self) -> "Ground":
        """Fill it and hand it in."""
        self.fill()
        self.candidacy = submit_candidacy(candidacy=self.candidacy, actor=self.candidate)
        return self

    def award(self) -> Certificate:
        """Take it all the way."""
        self.submit()
        proposal = propose_decision(candidacy=self.candidacy, decision=Decision.AWARD, actor=self.certifier)
        self.candidacy = confirm_decision(proposal=proposal, actor=self.second)
        return self.candidacy.certificate


def make_ground(group: Cohort, candidate: User, trainer: User, certifier: User, member) -> Ground:
    """Make the programme and open the dossier."""
    colleague = member(Role.TRAINER, institution=group.institution)
    CohortStaffFactory(cohort=group, member=colleague, role=CohortRole.TRAINER)
    second = member(Role.CERTIFIER, region=group.institution.centre.region).user
    competency = CompetencyFactory(code="C1")
    programme = ProgrammeFactory(framework=competency.framework, live_minimum=1)
    programme.required_levels.create(competency=competency, level=2)
    rules = [SignOffRuleFactory(programme=programme, code=f"S{number}", position=number) for number in (1, 2)]
    for rule in rules:
        CriterionFactory(rule=rule, code="a")
    SignOffCompetency.objects.create(rule=rules[0], competency=competency)
    candidacy = open_candidacy(programme=programme, person=candidate, cohort=group, actor=trainer)
    return Ground(
        programme=programme, competency=competency, rules=rules, group=group, candidate=candidate, trainer=trainer,
        other=colleague.user, certifier=certifier, second=second, candidacy=candidacy,
    )  # fmt: skip
