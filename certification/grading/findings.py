"""Every rule of a certificate in the order in which a certifier reads them."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.enums import CandidacyKind, RuleKind, WorkshopKind
from certification.grading.dates import months_later
from certification.grading.facts import Facts, Finding, Rules
from certification.grading.knowledge import test_findings
from certification.grading.signing import is_expired, sign_off_findings


def findings(facts: Facts, rules: Rules, on: date) -> list[Finding]:
    """Return one finding for each rule that holds for this kind of candidacy on a day."""
    found: list[Finding] = []
    if facts.kind == CandidacyKind.FIRST:
        found += _courses(facts, rules)
    if facts.kind == CandidacyKind.RENEWAL:
        found += _hours(facts, rules)
    found += test_findings(facts, rules)
    found += sign_off_findings(facts, rules, on)
    if facts.kind == CandidacyKind.FIRST:
        found += _levels(facts, rules, on)
    found.append(_conduct(facts))
    found.append(_background(facts, rules, on))
    return found


def is_complete(found: Iterable[Finding]) -> bool:
    """Whether every rule is met."""
    return all(one.is_met for one in found)


def _courses(facts: Facts, rules: Rules) -> Iterator[Finding]:
    for name in rules.asked.courses:
        read, there = facts.courses.get(name, (0, 0))
        detail = _("%(read)d of %(there)d lessons are read.") % {"read": read, "there": there}
        yield Finding(RuleKind.COURSE, is_met=0 < there <= read, detail=detail, code=name)


def _levels(facts: Facts, rules: Rules, on: date) -> Iterator[Finding]:
    for code, needed in rules.asked.levels.items():
        one = facts.levels.get(code)
        if one is None:
            yield Finding(RuleKind.LEVEL, is_met=False, detail=_("Not rated yet."), code=code)
            continue
        if is_expired(one.rated_on, rules, on):
            detail = _("The rating of %(day)s has expired.") % {"day": date_format(one.rated_on)}
        else:
            detail = _("Level %(level)d; needed is %(needed)d.") % {"level": one.level, "needed": needed}
        is_met = one.level >= needed and not is_expired(one.rated_on, rules, on)
        yield Finding(RuleKind.LEVEL, is_met=is_met, detail=detail, code=code)


def _hours(facts: Facts, rules: Rules) -> Iterator[Finding]:
    asked = (
        ("", rules.renewal_hours, _("%(hours)s of %(needed)d hours of training.")),
        (WorkshopKind.LAW, rules.renewal_law_hours, _("%(hours)s of %(needed)d hours about law and procedure.")),
        (WorkshopKind.SUPERVISION, rules.renewal_supervision_hours, _("%(hours)s of %(needed)d hours of supervision.")),
    )
    for kind, needed, words in asked:
        hours = facts.hours.get(kind, Decimal(0))
        detail = words % {"hours": f"{hours.normalize():f}", "needed": needed}
        yield Finding(RuleKind.HOURS, is_met=hours >= needed, detail=detail, code=str(kind))


def _conduct(facts: Facts) -> Finding:
    is_signed = facts.conduct_signed_at is not None
    return Finding(RuleKind.CONDUCT, is_met=is_signed, detail=_("Signed.") if is_signed else _("Not signed yet."))


def _background(facts: Facts, rules: Rules, on: date) -> Finding:
    day = facts.background_checked_on
    if day is None:
        return Finding(RuleKind.BACKGROUND, is_met=False, detail=_("No date is noted."))
    is_valid = day <= on <= months_later(day, rules.background_months)
    words = _("Checked on %(day)s.") if is_valid else _("The check of %(day)s is not valid now.")
    return Finding(RuleKind.BACKGROUND, is_met=is_valid, detail=words % {"day": date_format(day)})
