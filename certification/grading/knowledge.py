"""Whether the knowledge test is passed: by points, by competency, by what has to be right, and in due time."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from certification.enums import CandidacyKind, RuleKind
from certification.grading.facts import Facts, Finding, Rules, TryFact


def counted_tries(facts: Facts, rules: Rules) -> Iterator[tuple[TryFact, bool]]:
    """Yield each sent try with whether it counts.

    One begun before the waiting time was over does not, nor one beyond the allowed number before which no supervision
    took place. A renewal and a return after a gap ask for a test of their own time.
    """
    own = [one for one in facts.attempts if facts.kind == CandidacyKind.FIRST or one.started_at >= facts.opened_at]
    before: TryFact | None = None
    for number, one in enumerate(sorted(own, key=lambda one: one.started_at), 1):
        is_due = before is None or (one.started_at - before.sent_at) >= timedelta(days=rules.wait_days)
        is_allowed = number <= rules.tries or any(
            before is not None and before.sent_at <= moment <= one.started_at for moment in facts.supervised_at
        )
        yield one, is_due and is_allowed
        before = one


def next_try_on(facts: Facts, rules: Rules) -> date | None:
    """Return the first day on which another try counts; None when it does at once."""
    sent = [one.sent_at for one, _counts in counted_tries(facts, rules)]
    return (max(sent) + timedelta(days=rules.wait_days)).date() if sent else None


def is_passed(one: TryFact, facts: Facts, rules: Rules) -> bool:
    """Whether a try reaches what is asked; the test of a renewal asks for the whole only, and enough questions."""
    if one.percent < rules.pass_percent:
        return False
    if facts.kind == CandidacyKind.RENEWAL:
        return one.asked >= rules.renewal_test_items
    return one.is_critical_right and all(share >= rules.pass_percent_each for share in one.each.values())


def test_findings(facts: Facts, rules: Rules) -> Iterator[Finding]:
    """Yield the finding about the test, where the programme has one for this kind of candidacy."""
    asked = rules.asked
    if not (asked.has_renewal_test if facts.kind == CandidacyKind.RENEWAL else asked.has_test):
        return
    told = list(counted_tries(facts, rules))
    passed = [one for one, counts in told if counts and is_passed(one, facts, rules)]
    if passed:
        best = max(one.percent for one in passed)
        yield Finding(RuleKind.TEST, is_met=True, detail=_("Passed with %(percent)d %%.") % {"percent": best})
        return
    yield Finding(RuleKind.TEST, is_met=False, detail=_why_not(told, facts, rules))


def _why_not(told: list[tuple[TryFact, bool]], facts: Facts, rules: Rules) -> str:
    if not told:
        return _("Not taken yet.")
    last, counts = told[-1]
    if not counts and is_passed(last, facts, rules):
        return _("The last try began before the waiting time was over, or before a supervision that was due.")
    weak = sorted(code for code, share in last.each.items() if share < rules.pass_percent_each)
    if last.percent < rules.pass_percent:
        return _("The last try reached %(percent)d %%; needed are %(needed)d %%.") % {
            "percent": last.percent,
            "needed": rules.pass_percent,
        }
    if not last.is_critical_right:
        return _("A question that has to be right was wrong.")
    if weak:
        return _("Below what is needed in: %(codes)s.") % {"codes": ", ".join(weak)}
    return _("The test had too few questions.")
