"""Sign-offs and levels: appended by assessors, never changed; the newest counts."""

from django.db import transaction

from accounts.models import User
from certification.enums import Level, Rating
from certification.grading.signing import has_material
from certification.models import Candidacy, Evidence, LevelRating, Observation, SignOff, SignOffRule
from certification.queries.facts import facts_of
from certification.queries.rules import rules_of
from certification.services.assessors import require_assessor
from certification.services.locking import locked, require_draft
from certification.services.opening import record
from certification.services.refusals import require
from curriculum.models import Competency


@transaction.atomic
def sign_off(
    *,
    candidacy: Candidacy,
    rule: SignOffRule,
    rating: int,
    actor: User,
    observation: Observation | None = None,
    evidence: Evidence | None = None,
    second_assessor: User | None = None,
    comment: str = "",
) -> SignOff:
    """Rate one sign-off, resting on a finished observation or standing evidence. Audited.

    The same rating by the same person on the same ground is one row.
    """
    candidacy = locked(candidacy)
    require_draft(candidacy)
    require_assessor(actor, candidacy)
    require(rule.programme_id == candidacy.programme_id and rule.is_current, "wrong_rule")
    require(rating in Rating.values, "unknown_value")
    if second_assessor is not None:
        require(second_assessor.pk != actor.pk, "same_assessor")
        require_assessor(second_assessor, candidacy)
    # As they are now: the caller may have read them before somebody changed them.
    observation = Observation.objects.get(pk=observation.pk) if observation is not None else None
    evidence = Evidence.objects.get(pk=evidence.pk) if evidence is not None else None
    _require_ground(candidacy, rule, observation, evidence)
    ground = {"observation": observation, "evidence": evidence}
    newest = candidacy.sign_offs.filter(rule=rule).order_by("-signed_at", "-pk").first()
    if newest is not None and (newest.rating, newest.assessor_id, newest.second_assessor_id) == (
        rating, actor.pk, second_assessor.pk if second_assessor else None,
    ) and (newest.observation, newest.evidence) == (observation, evidence):  # fmt: skip
        return newest
    row = SignOff.objects.create(
        candidacy=candidacy,
        rule=rule,
        rating=rating,
        assessor=actor,
        second_assessor=second_assessor,
        comment=comment.strip()[:1000],
        **ground,
    )
    record("certification.sign_off", actor, candidacy, rule=rule.code, rating=rating)
    return row


def _require_ground(
    candidacy: Candidacy, rule: SignOffRule, observation: Observation | None, evidence: Evidence | None
) -> None:
    """Refuse a rating that rests on nothing, on somebody else's work, or on what is not finished."""
    if observation is not None:
        require((observation.candidacy_id, observation.rule_id) == (candidacy.pk, rule.pk), "wrong_rule")
        require(observation.finished_at is not None, "not_finished")
        require(observation.settled_at is None, "no_evidence")
    if evidence is not None:
        require((evidence.candidacy_id, evidence.rule_id) == (candidacy.pk, rule.pk), "wrong_rule")
        require(evidence.withdrawn_at is None, "no_evidence")
    if rule.sheets or rule.log_entries:
        rules, facts = rules_of([candidacy.programme])[candidacy.programme_id], facts_of([candidacy])[candidacy.pk]
        asked = next(one for one in rules.asked.sign_offs if one.code == rule.code)
        require(has_material(asked, facts), "no_material")
    else:
        require(observation is not None or evidence is not None, "no_evidence")


@transaction.atomic
def rate_level(*, candidacy: Candidacy, competency: Competency, level: int, actor: User) -> LevelRating:
    """Rate one competency of the programme's framework; the same level by the same person is one row. Audited.

    A level other than 0 asks for at least one sign-off that shows the competency, where the programme has such.
    """
    candidacy = locked(candidacy)
    require_draft(candidacy)
    require_assessor(actor, candidacy)
    require(competency.framework_id == candidacy.programme.framework_id, "wrong_competency")
    require(level in Level.values, "unknown_value")
    showing = SignOffRule.objects.filter(
        programme=candidacy.programme_id, is_current=True, shows__competency=competency
    )
    if level and showing.exists():
        require(candidacy.sign_offs.filter(rule__in=showing).exists(), "no_evidence")
    newest = candidacy.level_ratings.filter(competency=competency).order_by("-rated_at", "-pk").first()
    if newest is not None and (newest.level, newest.assessor_id) == (level, actor.pk):
        return newest
    row = LevelRating.objects.create(candidacy=candidacy, competency=competency, level=level, assessor=actor)
    record("certification.rate_level", actor, candidacy, competency=competency.code, level=level)
    return row
