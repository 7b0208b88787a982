"""How long a number is believed, day by day."""

from datetime import timedelta

import pytest

from safeguarding import queries
from safeguarding.enums import ContactKind, Freshness
from tests.safeguarding.conftest import TODAY


@pytest.mark.parametrize(
    ("age", "freshness", "is_visible", "is_due"),
    [
        (0, Freshness.CONFIRMED, True, False),
        (90, Freshness.CONFIRMED, True, False),
        (91, Freshness.AGEING, True, True),
        (180, Freshness.AGEING, True, True),
        (181, Freshness.UNCONFIRMED, False, True),
        (3650, Freshness.UNCONFIRMED, False, True),
        (None, Freshness.UNCONFIRMED, False, True),
    ],
)
def test_the_age_of_the_check_decides(contact, age, freshness, is_visible, is_due):
    made = contact(age)
    visible = queries.visible_contacts("UA", TODAY)
    assert made.freshness_on(TODAY) == freshness
    assert [shown.contact for shown in visible] == [made] * is_visible
    assert queries.due_contacts("UA", TODAY) == [made] * is_due
    assert [shown.checked_on for shown in visible if shown.checked_on] == [made.verified_on] * (
        freshness == Freshness.AGEING
    )


def test_a_number_ages_by_itself(contact):
    contact(0)
    days = [len(queries.visible_contacts("UA", TODAY + timedelta(days=day))) for day in (0, 90, 180, 181)]
    assert days == [1, 1, 1, 0]


def test_other_countries_and_withdrawn_contacts_are_not_shown(contact):
    from django.utils import timezone

    contact(0, country="MD")
    contact(0, withdrawn_at=timezone.now())
    assert queries.visible_contacts("UA", TODAY) == []


def test_contacts_stand_in_the_order_of_the_page(contact):
    kinds = [*reversed(ContactKind.values)]
    for place, kind in enumerate(kinds):
        contact(0, kind=kind, number=f"1{place}")
    first = contact(0, kind=ContactKind.CHAT, number="0", position=0)
    last = contact(0, kind=ContactKind.CHAT, number="9", position=9)
    shown = [one.contact for one in queries.visible_contacts("UA", TODAY)]
    assert [one.kind for one in shown if one not in (first, last)] == ContactKind.values
    assert shown.index(last) == shown.index(first) + 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_one_query(contact, django_assert_num_queries, count):
    for number in range(count):
        contact(0, number=str(number))
    with django_assert_num_queries(1):
        assert len(queries.visible_contacts("UA", TODAY)) == count


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"uk": "Лінія", "en": "Line"}, "Лінія"),
        ({"en": "Line", "ro": "Linie"}, "Line"),
        ({"ro": "Linie"}, "Linie"),
        ({"uk": "", "ro": "Linie"}, "Linie"),
        ({}, ""),
    ],
)
def test_a_missing_language_falls_back(texts, said):
    assert queries.text_in(texts, "uk") == said
