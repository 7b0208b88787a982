"""Who may decide: two different certifiers, neither of whom judged, manages or is the candidate."""

from django.utils.translation import gettext as _

from certification.enums import RuleKind
from certification.grading.facts import Facts, Finding


def decision_findings(facts: Facts, proposed_by: int, confirmed_by: int | None) -> list[Finding]:
    """Return the findings about the persons who decide; one who has not confirmed yet is nobody."""
    deciding = {proposed_by} | ({confirmed_by} if confirmed_by is not None else set())
    tied = deciding & (facts.involved | facts.near | facts.trainers | {facts.person})
    independent = _("Nobody who decides has judged the work, or is tied to the candidate.")
    dependent = _("Somebody who decides has judged the work, or is tied to the candidate.")
    is_two = confirmed_by is not None and confirmed_by != proposed_by
    return [
        Finding(RuleKind.INDEPENDENT, is_met=not tied, detail=dependent if tied else independent),
        Finding(
            RuleKind.TWO_PERSONS,
            is_met=is_two,
            detail=_("Two certifiers decide.") if is_two else _("A second certifier has to confirm."),
        ),
    ]
