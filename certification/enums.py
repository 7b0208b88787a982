"""Closed lists of the professional track."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The work that makes what the holder of a new certificate receives.
DOCUMENT_JOB = "certification.document"
# How many places the published list of states has; each certificate takes one at random.
STATUS_PLACES = 131_072
# Numbers of the rules, with the values that a programme has unless its file says otherwise.
NUMBERS: dict[str, int] = {
    "validity_months": 36,
    "grace_days": 60,
    "lapsed_months": 12,
    "tries": 2,
    "wait_days": 14,
    "pass_percent": 75,
    "pass_percent_each": 60,
    "minimum_rating": 2,
    "rating_months": 36,
    "live_minimum": 4,
    "other_assessor_percent": 50,
    "background_months": 24,
    "appeal_days": 30,
    "renewal_hours": 20,
    "renewal_law_hours": 4,
    "renewal_supervision_hours": 4,
    "renewal_test_items": 20,
    "renewal_sign_offs": 2,
    "lapsed_sign_offs": 4,
}


class CandidacyKind(TextChoices):
    """Which way to the certificate: the whole one, the shorter one of a renewal, the one after a long gap."""

    FIRST = "first", _("First certificate")
    RENEWAL = "renewal", _("Renewal")
    LAPSED = "lapsed", _("After a long gap")


class CandidacyState(TextChoices):
    """Where a candidacy stands."""

    DRAFT = "draft", _("In progress")
    SUBMITTED = "submitted", _("Submitted")
    AWARDED = "awarded", _("Awarded")
    REFUSED = "refused", _("Not awarded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RelationKind(TextChoices):
    """What ties somebody on the staff to a candidate, so that they judge nothing, or not everything."""

    LINE_MANAGER = "line_manager", _("Line manager")
    FAMILY = "family", _("Relative")
    OWN_TRAINER = "own_trainer", _("Own trainer")


class EvidenceKind(TextChoices):
    """What a piece of evidence is."""

    PHOTO = "jpg", _("Photo")
    PDF = "pdf", _("PDF")
    TEXT = "txt", _("Text")


class Setting(TextChoices):
    """Where somebody was seen at work."""

    LIVE = "live", _("Live, at work")
    ROLE_PLAY = "role_play", _("Role play")
    SIMULATED = "simulated", _("Simulated meeting or incident")
    FORM = "form", _("Form or record")


class MarkState(TextChoices):
    """What an assessor saw of a criterion; what is not decided has no row."""

    SEEN = "seen", pgettext_lazy("somebody watching", "Seen")
    NOT_YET = "not_yet", _("Not yet")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class Rating(IntegerChoices):
    """The common scale of sign-offs."""

    NOT_SHOWN = 0, _("0: not shown, or not safe")
    WITH_HELP = 1, _("1: with help")
    ALONE = 2, _("2: alone, meets the standard")
    EXPLAINS = 3, _("3: alone, checks the own work and can explain it")


class Level(IntegerChoices):
    """How far a competency goes."""

    NONE = 0, _("Not yet")
    AWARE = 1, _("Aware")
    GUIDED = 2, _("Guided")
    INDEPENDENT = 3, _("Independent")
    LEAD = 4, _("Lead")


class SignKey(TextChoices):
    """How a sign is known in an invented case."""

    SEEN = "seen", pgettext_lazy("somebody watching", "Seen")
    TOLD = "told", _("Told")
    NOT_KNOWN = "not_known", _("Not known")


class Dimension(TextChoices):
    """The eight groups of signs on the training sheet."""

    PROMISE = "promise", _("Promise at the start")
    MONEY = "money", _("Debt and money")
    DOCUMENTS = "documents", _("Documents")
    MOVEMENT = "movement", _("Movement and isolation")
    CONDITIONS = "conditions", _("Working and living conditions")
    THREATS = "threats", _("Threats and violence")
    DEPENDENCE = "dependence", _("Dependence or romance")
    CHILD = "child", _("Signs about a child")


class WorkshopKind(TextChoices):
    """What a workshop counts for at a renewal."""

    PRACTICE = "practice", _("Practice")
    LAW = "law", _("Law and procedure")
    SUPERVISION = "supervision", _("Supervision")
    EXCHANGE_VISIT = "exchange_visit", _("Exchange visit")


class Decision(TextChoices):
    """What one certifier proposes and another confirms."""

    AWARD = "award", _("Award")
    REFUSE = "refuse", _("Do not award")


class RuleKind(TextChoices):
    """What a finding is about."""

    COURSE = "course", _("Course read to its end")
    HOURS = "hours", _("Hours of training")
    TEST = "test", _("Knowledge test")
    SIGN_OFF = "sign_off", _("Sign-off")
    LIVE = "live", _("Seen live")
    NEARNESS = "nearness", _("Judged by nobody too near")
    OTHER_ASSESSOR = "other_assessor", _("Judged by more than the own trainer")
    LEVEL = "level", _("Level of a competency")
    CONDUCT = "conduct", _("Code of conduct")
    BACKGROUND = "background", _("Background check")
    INDEPENDENT = "independent", _("Decided by somebody independent")
    TWO_PERSONS = "two_persons", _("Decided by two")


class EventKind(TextChoices):
    """What happened to a certificate."""

    AWARDED = "awarded", _("Awarded")
    SUSPENDED = "suspended", _("Suspended")
    REINSTATED = "reinstated", _("Reinstated")
    REVOKED = "revoked", _("Withdrawn")


class Reason(TextChoices):
    """Why somebody decided against: a code, never a story."""

    RULES_NOT_MET = "rules_not_met", _("Rules of the programme are not met")
    EVIDENCE_NOT_OWN = "evidence_not_own", _("Evidence is not the candidate's own work")
    CONDUCT = "conduct", _("The code of conduct was broken")
    CHECK_EXPIRED = "check_expired", _("The background check is no longer valid")
    ISSUED_IN_ERROR = "issued_in_error", _("Issued in error")
    HOLDER_ASKED = "holder_asked", _("The holder asked for it")
    CLEARED = "cleared", _("The question was settled")


class AppealReason(TextChoices):
    """Why somebody asks to look again."""

    FACTS = "facts", _("A fact is wrong")
    PROCEDURE = "procedure", _("The rules of the procedure were not kept")
    CONFLICT = "conflict", _("Somebody who decided was not independent")


class Outcome(TextChoices):
    """What became of an appeal."""

    UPHELD = "upheld", _("The decision stands")
    OVERTURNED = "overturned", _("The decision falls")


class CertificateState(TextChoices):
    """What the public is told; worked out from dates and events, never stored."""

    VALID = "valid", _("Valid")
    EXPIRING = "expiring", _("Valid, ends soon")
    IN_RENEWAL = "expired_in_renewal", _("Expired, in renewal")
    EXPIRED = "expired", _("Expired")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Withdrawn")


class CellState(TextChoices):
    """What the table of a group says about one competency of one person."""

    NONE = "none", _("Nothing yet")
    EVIDENCE = "evidence", _("Evidence")
    OBSERVED = "observed", _("Observed")
    SIGNED = "signed", _("Signed")
