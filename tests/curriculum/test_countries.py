"""Law and procedures by country: for professionals, with what nobody has checked marked as such."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from curriculum.enums import FactTopic
from curriculum.models import CountryFact
from curriculum.queries import facts, stale_facts

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def known(db) -> None:
    """A fact that nobody checked, one that is late, one that is long past its check."""
    rows = {
        "Never looked at": None,
        "A little late": TODAY() - timedelta(days=2),
        "Long gone": TODAY() - timedelta(days=99),
    }
    for value, due in rows.items():
        checked = {"verified_on": due - timedelta(days=90), "verified_by": "Olena"} if due else {}
        CountryFact.objects.create(
            country=settings.COUNTRY, topic=FactTopic.LAW, value=value, source="A law", next_check_on=due,
            locale=Locale.get_default(), **checked,
        )  # fmt: skip


def test_professionals_read_it_and_others_find_no_page(known, client, sign_in, candidate, teacher):
    page = reverse("country", args=[settings.COUNTRY])
    assert sign_in(client, teacher).get(page).status_code == 404
    shown = sign_in(client, candidate).get(page).content.decode()
    assert "not verified" in shown
    assert "to be checked again" in shown
    assert [value in shown for value in ("Never looked at", "A little late", "Long gone")] == [True, True, False]
    assert page in client.get(reverse("countries")).content.decode()
    assert client.get(reverse("country", args=["XX"])).status_code == 404


def test_students_never_see_what_nobody_checked(known):
    assert [fact.value for fact in facts([FactTopic.LAW], "en")] == ["A little late"]
    assert stale_facts().count() == 2, "nobody has to check again what was never checked"


def test_half_a_check_is_none():
    fact = CountryFact(country="UA", topic=FactTopic.LAW, value="x", source="y", verified_on=TODAY())
    with pytest.raises(ValidationError):
        fact.clean()
