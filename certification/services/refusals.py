"""What a service answers when a rule forbids something: a code for tests and logs, a sentence for people."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.grading import Finding

MESSAGES: dict[str, Promise] = {
    "not_enrolled": _("Only somebody with a place in this training group can be a candidate."),
    "not_candidate": _("Only a colleague with the role of a candidate at this institution can get a place."),
    "not_staff": _("Only adults with a staff account can be candidates."),
    "not_a_training_group": _("Only training groups have candidates."),
    "not_active": _("This programme takes no new candidates."),
    "not_own": _("Only the candidate can do this."),
    "own_work": _("Nobody judges their own work."),
    "not_trainer": _("Only a trainer of this training group can do this."),
    "too_near": _("A line manager or relative of the candidate judges nothing."),
    "not_open": _("This dossier is closed."),
    "not_draft": _("This dossier waits for its decision and cannot be changed now."),
    "not_submitted": _("This dossier was not submitted."),
    "wrong_rule": _("This sign-off does not belong to the programme."),
    "wrong_case": _("This invented case does not belong to the programme."),
    "sheet_not_full": _("Decide about each sign first: seen, told, or not known."),
    "wrong_setting": _("This sign-off cannot be seen in such a setting."),
    "wrong_competency": _("This competency does not belong to the programme."),
    "wrong_criterion": _("This criterion does not belong to the sign-off."),
    "finished": _("The observation is finished and cannot be changed."),
    "not_finished": _("The observation is not finished yet."),
    "nothing_decided": _("Decide about each criterion first: seen, not yet, or not applicable."),
    "no_evidence": _("There is no finished observation and no evidence to rest on."),
    "no_material": _("The sheets or the talked-over entries that this sign-off asks for are missing."),
    "signed_already": _("A sign-off rests on this; it cannot be withdrawn."),
    "same_assessor": _("The second assessor is somebody else."),
    "unknown_value": _("This value is not known."),
    "too_large": _("The file is too large."),
    "empty": _("There is nothing to save."),
    "in_future": _("This day has not come yet."),
    "conduct_missing": _("The code of conduct is not signed yet."),
    "rules_not_met": _("Not every rule is met yet."),
    "not_certifier": _("Only an independent certifier of this region can do this."),
    "same_person": _("The person who proposed it cannot confirm it."),
    "already_proposed": _("A decision is proposed already."),
    "reason_missing": _("Choose a reason."),
    "no_proposal": _("Nothing is proposed."),
    "already_revoked": _("The certificate is withdrawn."),
    "suspended": _("The certificate is suspended."),
    "not_suspended": _("The certificate is not suspended."),
    "too_late": _("The time for this is over."),
    "too_early": _("The time for this has not come yet."),
    "decided_before": _("Who made the first decision does not decide about the appeal."),
    "renewal_open": _("A renewal is open already."),
    "no_places": _("No place is free in the list of states."),
}


class RuleRefused(Exception):
    """A rule forbids it; ``findings`` are those that are not met, where rules of the programme were counted."""

    def __init__(self, code: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.findings = tuple(findings)

    @property
    def message(self) -> str:
        """Return the sentence for the page."""
        return str(MESSAGES[self.code])


def require(condition: object, code: str) -> None:
    """Raise ``RuleRefused`` unless the condition holds."""
    if not condition:
        raise RuleRefused(code)
