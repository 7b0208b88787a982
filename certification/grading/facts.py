"""What the rules look at, as plain values: nothing here knows a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from certification.enums import CandidacyKind, RuleKind


@dataclass(frozen=True, slots=True)
class SignOffAsked:
    """A sign-off that a programme asks for."""

    code: str
    is_for_renewal: bool = False
    sheets: int = 0
    agreement_percent: int = 0
    log_entries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A programme's lists: names of courses, sign-offs in order, lowest levels by competency, and its tests."""

    courses: tuple[str, ...] = ()
    sign_offs: tuple[SignOffAsked, ...] = ()
    levels: Mapping[str, int] = field(default_factory=dict)
    has_test: bool = False
    has_renewal_test: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A programme's lists and numbers; the numbers mean what the fields of the same name mean."""

    asked: Asked
    tries: int
    wait_days: int
    pass_percent: int
    pass_percent_each: int
    minimum_rating: int
    rating_months: int
    live_minimum: int
    other_assessor_percent: int
    background_months: int
    renewal_hours: int
    renewal_law_hours: int
    renewal_supervision_hours: int
    renewal_test_items: int
    renewal_sign_offs: int
    lapsed_sign_offs: int


@dataclass(frozen=True, slots=True)
class TryFact:
    """One sent try at the test; ``each`` is per cent by competency, ``asked`` the number of questions."""

    started_at: datetime
    sent_at: datetime
    percent: Decimal
    each: Mapping[str, Decimal]
    is_critical_right: bool
    asked: int


@dataclass(frozen=True, slots=True)
class SignedFact:
    """The newest sign-off by one code; ``is_backed``: an observation that is finished, or evidence that stands."""

    rating: int
    signed_on: date
    assessors: frozenset[int]
    is_live: bool = False
    is_backed: bool = True


@dataclass(frozen=True, slots=True)
class LevelFact:
    """The newest level of one competency."""

    level: int
    rated_on: date
    assessors: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One dossier. ``courses`` holds read and all lessons; ``near`` who manages or is related; ``involved`` who judged.

    ``agreements`` are the best agreement by invented case; ``hours`` count by kind of workshop, the whole under "".
    """

    kind: str = CandidacyKind.FIRST
    person: int
    opened_at: datetime
    courses: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    attempts: tuple[TryFact, ...] = ()
    supervised_at: tuple[datetime, ...] = ()
    signed: Mapping[str, SignedFact] = field(default_factory=dict)
    levels: Mapping[str, LevelFact] = field(default_factory=dict)
    agreements: Mapping[str, int] = field(default_factory=dict)
    supervised_entries: int = 0
    near: frozenset[int] = frozenset()
    trainers: frozenset[int] = frozenset()
    involved: frozenset[int] = frozenset()
    conduct_signed_at: datetime | None = None
    background_checked_on: date | None = None
    hours: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule: whether it is met, and in words what was found. ``code`` names the sign-off or the competency."""

    kind: RuleKind
    is_met: bool
    detail: str
    code: str = ""
