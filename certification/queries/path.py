"""A candidate's way: each rule of the programme in words, what is met, what comes next, and what ends soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from certification.enums import RuleKind
from certification.grading import Finding
from certification.models import Candidacy
from certification.queries.facts import findings_of
from certification.queries.portfolio import Part, parts_of

SOON = timedelta(days=90)
# Where a candidate does something about a rule.
_DOORS = {
    RuleKind.CONDUCT: "candidate_conduct",
    RuleKind.LEVEL: "candidate_levels",
    RuleKind.SIGN_OFF: "candidate_evidence",
    RuleKind.LIVE: "candidate_observations",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One rule: what it is about, what was found, and where something can be done about it."""

    kind: str | Promise
    name: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Ending:
    """A sign-off whose rating ends soon, or has ended."""

    part: Part
    ends_on: date

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.ends_on < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Way:
    """Everything on the page of the way."""

    done: Sequence[Step]
    open: Sequence[Step]
    ending: Sequence[Ending]
    asked: int


def way_of(candidacy: Candidacy) -> Way:
    """Return the way of one dossier; the number of queries is the same for every dossier."""
    found = findings_of([candidacy])[candidacy.pk]
    parts = parts_of(candidacy)
    names = {part.rule.code: f"{part.rule.code} · {part.rule.title}" for part in parts}
    steps = [(one.is_met, _step(one, candidacy, names)) for one in found]
    until = timezone.localdate() + SOON
    ending = [Ending(part, part.ends_on) for part in parts if part.ends_on is not None and part.ends_on <= until]
    return Way(
        done=[step for is_met, step in steps if is_met],
        open=[step for is_met, step in steps if not is_met],
        ending=sorted(ending, key=lambda one: one.ends_on),
        asked=len(steps),
    )


def _step(one: Finding, candidacy: Candidacy, names: dict[str, str]) -> Step:
    door = _DOORS.get(one.kind)
    url = reverse(door, args=[candidacy.public_id]) if door else ""
    if one.kind == RuleKind.SIGN_OFF and one.code in names:
        url += f"#{one.code}"
    return Step(one.kind.label, names.get(one.code, one.code), one.detail, url)
