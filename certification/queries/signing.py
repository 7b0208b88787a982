"""What a rating can rest on: finished observations and standing evidence, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.models import Candidacy, Evidence, Observation, SignOffRule


@dataclass(frozen=True, slots=True)
class Grounds:
    """Observations and evidence of one sign-off; ``is_rule_enough``: sheets or the log stand for themselves."""

    observations: Sequence[Observation]
    evidence: Sequence[Evidence]
    is_rule_enough: bool

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return them as a form offers them."""
        found = [
            (f"o-{one.public_id}", f"{one.get_setting_display()}, {date_format(one.observed_on)}, {one.assessor}")
            for one in self.observations
        ]
        found += [
            (f"e-{one.public_id}", f"{one.get_kind_display()}, {date_format(one.created_at)}") for one in self.evidence
        ]
        return [*found, ("", _("The sheets or the log"))] if self.is_rule_enough else found

    def find(self, choice: str) -> tuple[Observation | None, Evidence | None]:
        """Return what a choice stands for."""
        kind, _dash, key = choice.partition("-")
        observation = next((one for one in self.observations if kind == "o" and one.public_id == key), None)
        evidence = next((one for one in self.evidence if kind == "e" and one.public_id == key), None)
        return observation, evidence


def grounds_of(candidacy: Candidacy, rule: SignOffRule) -> Grounds:
    """Return what there is in a dossier for one sign-off. Four queries."""
    seen = candidacy.observations.filter(rule=rule, finished_at__isnull=False, settled_at=None)
    return Grounds(
        observations=list(seen.select_related("assessor").prefetch_related("marks__criterion")),
        evidence=list(candidacy.evidence.standing().filter(rule=rule)),
        is_rule_enough=bool(rule.sheets or rule.log_entries),
    )
