"""What is asked of sign-offs: their rating, their age, what they rest on, who signed them, and how many were live."""

import math
from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.enums import CandidacyKind, RuleKind
from certification.grading.dates import months_later
from certification.grading.facts import Facts, Finding, Rules, SignedFact, SignOffAsked


def holds(one: SignedFact, rules: Rules, on: date) -> bool:
    """Whether a sign-off is good enough, not too old and rests on something."""
    return one.rating >= rules.minimum_rating and one.is_backed and not is_expired(one.signed_on, rules, on)


def is_expired(rated_on: date, rules: Rules, on: date) -> bool:
    """Whether a rating is too old to count."""
    return on > months_later(rated_on, rules.rating_months)


def has_material(asked: SignOffAsked, facts: Facts) -> bool:
    """Whether the sheets and entries that a sign-off asks for are there."""
    agreeing = sum(1 for percent in facts.agreements.values() if percent >= asked.agreement_percent)
    return agreeing >= asked.sheets and facts.supervised_entries >= asked.log_entries


def sign_off_findings(facts: Facts, rules: Rules, on: date) -> Iterator[Finding]:
    """Yield the findings about sign-offs: each one for a first certificate, their number for the others."""
    if facts.kind == CandidacyKind.FIRST:
        yield from (_each(one, facts, rules, on) for one in rules.asked.sign_offs)
        yield from _live(facts, rules, on)
    else:
        yield from _number(facts, rules, on)
    yield from _signers(facts, rules, on)


def _each(asked: SignOffAsked, facts: Facts, rules: Rules, on: date) -> Finding:
    one = facts.signed.get(asked.code)
    if one is None:
        return Finding(RuleKind.SIGN_OFF, is_met=False, detail=_("Not signed yet."), code=asked.code)
    if not has_material(asked, facts):
        detail = _("What it rests on is missing: sheets that agree with the key, or entries that were talked over.")
    elif not one.is_backed:
        detail = _("The observation or the evidence behind it is gone.")
    elif is_expired(one.signed_on, rules, on):
        detail = _("The rating of %(day)s has expired.") % {"day": date_format(one.signed_on)}
    else:
        detail = _("Rated %(rating)d on %(day)s.") % {"rating": one.rating, "day": date_format(one.signed_on)}
    is_met = holds(one, rules, on) and has_material(asked, facts)
    return Finding(RuleKind.SIGN_OFF, is_met=is_met, detail=detail, code=asked.code)


def _counted(facts: Facts, rules: Rules, on: date) -> list[tuple[SignOffAsked, SignedFact]]:
    found = ((asked, facts.signed.get(asked.code)) for asked in rules.asked.sign_offs)
    return [
        (asked, one) for asked, one in found if one is not None and holds(one, rules, on) and has_material(asked, facts)
    ]


def _live(facts: Facts, rules: Rules, on: date) -> Iterator[Finding]:
    needed = min(rules.live_minimum, len(rules.asked.sign_offs))
    seen = sum(1 for _asked, one in _counted(facts, rules, on) if one.is_live)
    if needed:
        detail = _("%(seen)d of %(needed)d were seen live.") % {"seen": seen, "needed": needed}
        yield Finding(RuleKind.LIVE, is_met=seen >= needed, detail=detail)


def _number(facts: Facts, rules: Rules, on: date) -> Iterator[Finding]:
    is_renewal = facts.kind == CandidacyKind.RENEWAL
    needed = min(rules.renewal_sign_offs if is_renewal else rules.lapsed_sign_offs, len(rules.asked.sign_offs))
    counted = _counted(facts, rules, on)
    has_special = any(asked.is_for_renewal for asked, _one in counted)
    special = [asked.code for asked in rules.asked.sign_offs if asked.is_for_renewal]
    detail = _("%(count)d of %(needed)d fresh sign-offs.") % {"count": len(counted), "needed": needed}
    if needed and special and not has_special:
        detail += " " + _("One of them has to be: %(codes)s.") % {"codes": ", ".join(special)}
    if needed:
        is_met = len(counted) >= needed and (has_special or not special)
        yield Finding(RuleKind.SIGN_OFF, is_met=is_met, detail=detail)


def _signers(facts: Facts, rules: Rules, on: date) -> Iterator[Finding]:
    """Yield who may not have signed, and how many were signed by somebody else than the own trainer."""
    if not facts.signed and not facts.levels and not rules.asked.sign_offs:
        return
    signed = {who for one in facts.signed.values() for who in one.assessors}
    judges = signed | {who for one in facts.levels.values() for who in one.assessors}
    is_far = not judges & (facts.near | {facts.person})
    detail = _("Nobody rated their own work, that of a relative or of somebody whom they manage.")
    if not is_far:
        detail = _("A rating comes from the candidate, a relative or a line manager.")
    yield Finding(RuleKind.NEARNESS, is_met=is_far, detail=detail)
    counted = _counted(facts, rules, on)
    wanted = len(rules.asked.sign_offs) if facts.kind == CandidacyKind.FIRST else len(counted)
    needed = math.ceil(wanted * rules.other_assessor_percent / 100)
    others = sum(1 for _asked, one in counted if one.assessors - facts.trainers)
    words = _("%(others)d of %(needed)d were signed by somebody else than the own trainer.")
    yield Finding(RuleKind.OTHER_ASSESSOR, is_met=others >= needed, detail=words % {"others": others, "needed": needed})
