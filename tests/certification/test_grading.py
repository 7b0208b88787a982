"""The rules of a certificate as tables: one fact changed, one finding changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from certification.enums import NUMBERS
from certification.grading import (
    Asked,
    Facts,
    LevelFact,
    Rules,
    SignedFact,
    SignOffAsked,
    TryFact,
    counted_tries,
    decision_findings,
    findings,
    months_later,
    next_try_on,
)

pytestmark = pytest.mark.pure

ON = date(2026, 6, 15)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
ME, TRAINER, OTHER, BOSS = 1, 2, 3, 4
SHEETS, LOG = SignOffAsked("S2", sheets=2, agreement_percent=80), SignOffAsked("S11", log_entries=3)
RULES = Rules(
    asked=Asked(
        courses=("Course",),
        sign_offs=(SignOffAsked("S1"), SHEETS, SignOffAsked("S4", is_for_renewal=True), LOG),
        levels={"C1": 2, "C2": 3},
        has_test=True,
        has_renewal_test=True,
    ),
    **{name: NUMBERS[name] for name in Rules.__dataclass_fields__ if name != "asked"} | {"live_minimum": 2},
)


def taken(days, percent=80, **changed):
    """Return a try that began so many days after noon."""
    began = NOON + timedelta(days=days)
    facts = {"each": {"C1": Decimal(70), "C2": Decimal(90)}, "is_critical_right": True, "asked": 40}
    return TryFact(began, began + timedelta(hours=1), Decimal(percent), **facts | changed)


def signed(*assessors, rating=2, day=date(2026, 5, 1), **changed):
    return SignedFact(rating, day, frozenset(assessors), **changed)


WHOLE = Facts(
    person=ME,
    opened_at=NOON - timedelta(days=100),
    courses={"Course": (18, 18)},
    attempts=(taken(0),),
    signed={
        "S1": signed(TRAINER, is_live=True), "S2": signed(OTHER), "S4": signed(OTHER, is_live=True),
        "S11": signed(TRAINER),
    },
    levels={"C1": LevelFact(2, date(2026, 5, 1), frozenset({TRAINER})), "C2": LevelFact(3, ON, frozenset({OTHER}))},
    agreements={"W1": 80, "W2": 95},
    supervised_entries=3,
    supervised_at=(NOON - timedelta(days=3),) * 3,
    near=frozenset({BOSS}),
    trainers=frozenset({TRAINER}),
    involved=frozenset({TRAINER, OTHER}),
    conduct_signed_at=NOON,
    background_checked_on=date(2026, 1, 1),
    hours={"": Decimal(20), "law": Decimal(4), "supervision": Decimal(4)},
)  # fmt: skip


def missing(facts, on=ON, rules=RULES):
    return [f"{one.kind} {one.code}".strip() for one in findings(facts, rules, on) if not one.is_met]


def with_signed(**changed):
    return replace(WHOLE, signed={**WHOLE.signed, **changed})


def test_a_whole_dossier_lacks_nothing_and_an_empty_one_everything():
    assert missing(WHOLE) == []
    empty = Facts(person=ME, opened_at=NOON)
    assert missing(empty) == [
        "course Course", "test", "sign_off S1", "sign_off S2", "sign_off S4", "sign_off S11", "live",
        "other_assessor", "level C1", "level C2", "conduct", "background",
    ]  # fmt: skip
    assert all(one.detail for one in findings(empty, RULES, ON))


@pytest.mark.parametrize(
    ("changed", "lacks"),
    [
        ({"courses": {"Course": (17, 18)}}, ["course Course"]),
        ({"courses": {"Course": (0, 0)}}, ["course Course"]),
        ({"attempts": ()}, ["test"]),
        ({"attempts": (taken(0, 74),)}, ["test"]),
        ({"attempts": (taken(0, 75),)}, []),
        ({"attempts": (taken(0, each={"C1": Decimal(59)}),)}, ["test"]),
        ({"attempts": (taken(0, is_critical_right=False),)}, ["test"]),
        ({"attempts": (taken(0, 20), taken(13))}, ["test"]),  # too early: an hour short of the fourteenth day
        ({"attempts": (taken(0, 20), taken(15))}, []),
        ({"attempts": (taken(0, 20), taken(15, 20), taken(30))}, ["test"]),  # a third try needs a supervision
        (
            {
                "attempts": (taken(0, 20), taken(15, 20), taken(30)),
                "supervised_at": (NOON + timedelta(days=20),) * 3,
            },
            [],
        ),
        ({"agreements": {"W1": 79, "W2": 95}}, ["sign_off S2", "other_assessor"]),
        ({"agreements": {"W1": 100}}, ["sign_off S2", "other_assessor"]),
        ({"supervised_entries": 2}, ["sign_off S11"]),
        ({"near": frozenset({OTHER})}, ["nearness"]),
        ({"person": OTHER}, ["nearness"]),
        ({"trainers": frozenset({TRAINER, OTHER})}, ["other_assessor"]),
        ({"conduct_signed_at": None}, ["conduct"]),
        ({"background_checked_on": None}, ["background"]),
        ({"background_checked_on": date(2024, 6, 14)}, ["background"]),
        ({"background_checked_on": date(2024, 6, 15)}, []),
        ({"background_checked_on": date(2026, 6, 16)}, ["background"]),
        ({"levels": {"C1": LevelFact(1, ON, frozenset()), "C2": LevelFact(4, ON, frozenset())}}, ["level C1"]),
        ({"levels": {"C1": LevelFact(2, date(2023, 6, 14), frozenset()), "C2": LevelFact(4, ON, frozenset())}},
         ["level C1"]),
    ],
)  # fmt: skip
def test_one_fact_changes_one_finding(changed, lacks):
    assert missing(replace(WHOLE, **changed)) == lacks


@pytest.mark.parametrize(
    ("changed", "lacks"),
    [
        ({"S1": signed(TRAINER, rating=1, is_live=True)}, ["sign_off S1", "live"]),
        ({"S1": signed(TRAINER)}, ["live"]),
        ({"S1": signed(TRAINER, is_live=True, is_backed=False)}, ["sign_off S1", "live"]),
        ({"S1": signed(TRAINER, is_live=True, day=date(2023, 6, 14))}, ["sign_off S1", "live"]),
        ({"S1": signed(TRAINER, is_live=True, day=date(2023, 6, 15))}, []),
        ({"S2": signed(TRAINER)}, ["other_assessor"]),
        ({"S2": signed(TRAINER, OTHER)}, []),
        ({"S2": signed(BOSS)}, ["nearness"]),
        ({"S2": signed(ME)}, ["nearness"]),
    ],
)
def test_a_sign_off_counts_by_rating_age_ground_and_signer(changed, lacks):
    assert missing(with_signed(**changed)) == lacks


@pytest.mark.parametrize(
    ("kind", "changed", "lacks"),
    [
        ("renewal", {}, []),
        ("renewal", {"hours": {"": Decimal("19.5"), "law": Decimal(4)}}, ["hours", "hours supervision"]),
        ("renewal", {"signed": {"S1": signed(OTHER), "S4": signed(TRAINER)}}, []),
        ("renewal", {"signed": {"S1": signed(OTHER), "S11": signed(TRAINER)}}, ["sign_off"]),
        ("renewal", {"signed": {"S4": signed(OTHER)}}, ["sign_off"]),
        ("renewal", {"attempts": (taken(0, asked=19),)}, ["test"]),
        ("renewal", {"attempts": (taken(0, asked=20, each={"C1": Decimal(0)}, is_critical_right=False),)}, []),
        ("renewal", {"attempts": (taken(-200),)}, ["test"]),  # of the time before
        ("lapsed", {}, []),
        ("lapsed", {"hours": {}, "levels": {}, "courses": {}}, []),
        ("lapsed", {"signed": {**WHOLE.signed, "S11": signed(TRAINER, rating=1)}}, ["sign_off"]),
        ("lapsed", {"attempts": (taken(0, is_critical_right=False),)}, ["test"]),
        ("lapsed", {"attempts": (taken(-200),)}, ["test"]),
        ("lapsed", {"conduct_signed_at": None}, ["conduct"]),
    ],
)
def test_a_renewal_and_a_return_have_rules_of_their_own(kind, changed, lacks):
    assert missing(replace(WHOLE, kind=kind, **changed)) == lacks


def test_years_change_only_what_expires():
    assert missing(WHOLE, date(2028, 1, 2)) == ["background"]
    assert missing(WHOLE, date(2029, 7, 1)) == [
        "sign_off S1", "sign_off S2", "sign_off S4", "sign_off S11", "live", "other_assessor", "level C1", "level C2",
        "background",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("proposed", "confirmed", "lacks"),
    [
        (8, 9, []), (8, None, ["two_persons"]), (8, 8, ["two_persons"]), (TRAINER, 9, ["independent"]),
        (8, OTHER, ["independent"]), (8, BOSS, ["independent"]), (ME, 9, ["independent"]),
    ],
)  # fmt: skip
def test_two_independent_persons_decide(proposed, confirmed, lacks):
    found = decision_findings(WHOLE, proposed, confirmed)
    assert [one.kind for one in found if not one.is_met] == lacks


def test_the_next_try_waits():
    facts = replace(WHOLE, attempts=(taken(0, 20), taken(3, 20)))
    assert [counts for _one, counts in counted_tries(facts, RULES)] == [True, False]
    assert next_try_on(facts, RULES) == date(2026, 6, 18)
    assert next_try_on(replace(WHOLE, attempts=()), RULES) is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 12, 1), 13, date(2028, 1, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last(day, months, later):
    assert months_later(day, months) == later
