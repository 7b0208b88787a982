"""Drawing: right numbers, disjoint forms, the same for the same seed, and a stored shape that does not drift."""

from collections import Counter
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.drawing import FORMS, Draw, Plan, asked, dealt, form_for, ordered, plan_from_json
from assessments.grading import Structure, item_from_json
from assessments.interactions.base import FrozenError

pytestmark = pytest.mark.pure


def name(number: int) -> str:
    return str(UUID(int=number + 1))


def plan_of(number: int) -> tuple[list[str], Plan]:
    """Some questions, some of them in pools, and the plan over them; the same for the same number."""
    chance = Random(number)
    has_forms = chance.random() < 0.5
    fixed = [name(one) for one in range(chance.randint(1, 12))]
    names, draws = fixed[:], []
    for place in range(chance.randint(0, 3)):
        ids = [name(100 * (place + 1) + one) for one in range(chance.randint(2, 9))]
        pools = dealt({one: chance.choice("xy") for one in ids}, seed=f"quiz{place}", has_forms=has_forms)
        draws.append(Draw(id=f"d{place}", count=chance.randint(1, min(map(len, pools))), pools=pools))
        at = chance.randint(0, len(fixed))
        names = [*names[:at], *ids, *names[at:]] if place == 0 else [*names, *ids]
    only_in = {one: chance.choice(FORMS) for one in fixed if has_forms and chance.random() < 0.5}
    return names, Plan(draws=tuple(draws), has_forms=has_forms, only_in=only_in, critical=frozenset(fixed[:1]))


@settings(max_examples=150)
@given(st.integers(0), st.integers(0), st.booleans())
def test_an_attempt_asks_what_its_form_and_its_draws_say(number, attempt, is_shuffled):
    (names, plan), seed = plan_of(number), str(attempt)
    plan.check(names)
    forms = FORMS if plan.has_forms else ("",)
    pooled = plan.pooled()
    found = {form: asked(names, plan, form=form, seed=seed) for form in forms}
    for form, ids in found.items():
        assert ids == asked(names, plan, form=form, seed=seed)
        assert len(set(ids)) == len(ids)
        taken = Counter(pooled[one].id for one in ids if one in pooled)
        assert taken == Counter({draw.id: draw.count for draw in plan.draws})
        assert [one for one in ids if one not in pooled] == [
            one for one in names if one not in pooled and plan.only_in.get(one, form) == form
        ]
        in_order = ordered(ids, seed=seed, is_shuffled=is_shuffled)
        assert sorted(in_order) == sorted(ids)
        assert in_order == ordered(ids, seed=seed, is_shuffled=is_shuffled)
    if plan.has_forms:
        both = set(found["A"]) & set(found["B"])
        assert not both & pooled.keys()
    assert plan_from_json(plan.to_json()) == plan


@settings(max_examples=50)
@given(st.integers(0, 40), st.integers(0))
def test_a_pool_is_dealt_out_whole_evenly_and_always_alike(size, number):
    chance, seed = Random(number), str(number)
    sorts = {name(one): chance.choice("xyz") for one in range(size)}
    first, second = dealt(sorts, seed=seed, has_forms=True)
    assert {*first, *second} == set(sorts)
    assert not set(first) & set(second)
    assert 0 <= len(first) - len(second) <= 1
    counts = [Counter(sorts[one] for one in pool) for pool in (first, second)]
    assert all(abs(counts[0][sort] - counts[1][sort]) <= 1 for sort in "xyz")
    assert dealt(sorts, seed=seed, has_forms=True) == (first, second)
    assert dealt(sorts, seed=seed, has_forms=False) == (tuple(sorts),)


def test_different_attempts_draw_differently_and_use_the_whole_pool():
    pool = tuple(name(number) for number in range(20))
    plan = Plan(draws=(Draw(id="d", count=5, pools=(pool,)),))
    drawn = [tuple(asked(pool, plan, form="", seed=str(seed))) for seed in range(200)]
    times = Counter(one for several in drawn for one in several)
    assert len(set(drawn)) > 190
    assert set(times) == set(pool)
    assert min(times.values()) > 20


def test_neighbours_and_the_second_try_get_the_other_form():
    assert [form_for(seat=seat, number=1) for seat in (1, 2, 3, 4)] == ["A", "B", "A", "B"]
    assert [form_for(seat=1, number=number) for number in (1, 2, 3)] == ["A", "B", "A"]


A, B, C = name(1), name(2), name(3)


@pytest.mark.parametrize(
    "plan",
    [
        Plan(draws=(Draw(id="d", count=2, pools=((A,),)),)),
        Plan(draws=(Draw(id="d", count=1, pools=((A,),)), Draw(id="e", count=1, pools=((A,),)))),
        Plan(draws=(Draw(id="d", count=1, pools=((name(9),),)),)),
        Plan(draws=(Draw(id="d", count=1, pools=((A,), (B,))),)),
        Plan(only_in={A: "A"}),
        Plan(has_forms=True, only_in={A: "C"}),
        Plan(draws=(Draw(id="d", count=1, pools=((A,),)),), critical=frozenset({A})),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(plan):
    with pytest.raises(FrozenError):
        plan.check([A, B, C])


@pytest.mark.parametrize(
    "data", [[], {"draws": {}}, {"draws": [{"id": "d", "count": True, "pools": [[A]]}]}, {"only_in": {A: 1}}, {"x": 1}]
)
def test_a_stored_plan_that_is_none_is_refused(data):
    with pytest.raises(FrozenError):
        plan_from_json(data)


def item(item_id: str):
    return item_from_json({"id": item_id, "kind": "true_false", "key": True})


def test_a_version_without_a_plan_keeps_its_stored_shape_and_its_hash():
    structure = Structure((item(A), item(B)))
    assert structure.to_json() == {"items": [item(A).to_json(), item(B).to_json()]}
    assert structure.digest == "d8668b1290dba9bdaaa831418cb58062d62790e488f98682cdfa261262b6ee02"
    drawn = Structure((item(A), item(B)), Plan(draws=(Draw(id="d", count=1, pools=((A, B),)),)))
    assert Structure.from_json(drawn.to_json()) == drawn
    assert drawn.digest != structure.digest
    assert (structure.asked_count, drawn.asked_count) == (2, 1)
