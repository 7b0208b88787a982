"""One dossier, sign-off by sign-off: evidence, observations, what was signed; beside it levels, log and sheets."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from certification.enums import Level
from certification.grading import months_later
from certification.models import (
    Candidacy,
    Evidence,
    LevelRating,
    Observation,
    RequiredLevel,
    SelfAssessment,
    SignOff,
    SignOffRule,
)
from certification.queries.texts import Named, competencies_of


@dataclass(slots=True)
class Part:
    """One sign-off of the programme with everything in the dossier that belongs to it, the newest first."""

    rule: SignOffRule
    codes: str
    evidence: list[Evidence] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    sign_offs: list[SignOff] = field(default_factory=list)
    ends_on: date | None = None

    @property
    def newest(self) -> SignOff | None:
        """Return the sign-off that counts."""
        return self.sign_offs[0] if self.sign_offs else None

    @property
    def is_over(self) -> bool:
        """Whether the sign-off that counts has ended."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One competency: what is needed, what was rated last, and apart from it what the candidate thinks."""

    competency: Named
    needed: str
    rated: LevelRating | None
    own: str


def parts_of(candidacy: Candidacy) -> list[Part]:
    """Return the sign-offs of the programme in their order. Five queries."""
    rules = SignOffRule.objects.filter(programme=candidacy.programme_id, is_current=True)
    rules = rules.prefetch_related("shows__competency").order_by("position", "pk")
    parts = {one.pk: Part(one, _codes(one)) for one in rules}
    for evidence in candidacy.evidence.standing().order_by("-created_at", "-pk"):
        if evidence.rule_id in parts:
            parts[evidence.rule_id].evidence.append(evidence)
    seen = candidacy.observations.filter(settled_at=None).select_related("assessor")
    for observation in seen.order_by("-observed_on", "-pk"):
        if observation.rule_id in parts:
            parts[observation.rule_id].observations.append(observation)
    signed = candidacy.sign_offs.select_related("assessor", "second_assessor", "observation", "evidence")
    for sign_off in signed.order_by("-signed_at", "-pk"):
        if sign_off.rule_id in parts:
            parts[sign_off.rule_id].sign_offs.append(sign_off)
    for part in parts.values():
        if part.newest is not None:
            signed_on = timezone.localdate(part.newest.signed_at)
            part.ends_on = months_later(signed_on, candidacy.programme.rating_months)
    return list(parts.values())


def _codes(rule: SignOffRule) -> str:
    return ", ".join(sorted(one.competency.code for one in rule.shows.all()))


def levels_of(candidacy: Candidacy) -> Sequence[LevelRow]:
    """Return a row for each competency of the framework. Five queries."""
    needed = dict(RequiredLevel.objects.filter(programme=candidacy.programme_id).values_list("competency_id", "level"))
    own = dict(SelfAssessment.objects.filter(candidacy=candidacy).values_list("competency_id", "level"))
    rated: dict[int, list[LevelRating]] = defaultdict(list)
    for one in candidacy.level_ratings.select_related("assessor").order_by("-rated_at", "-pk"):
        rated[one.competency_id].append(one)
    return [
        LevelRow(
            named,
            _word(needed.get(named.pk)),
            rated[named.pk][0] if rated[named.pk] else None,
            _word(own.get(named.pk)),
        )
        for named in competencies_of(candidacy.programme)
    ]


def _word(level: int | None) -> str:
    return str(Level(level).label) if level is not None else ""
