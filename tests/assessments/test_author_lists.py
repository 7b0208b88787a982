"""What authors list and choose from costs the same with one row and with three."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from institutions.enums import Role
from tests.factories.questions import CompetencyFactory, ItemFactory, QuizFactory, RubricFactory
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

MAKERS = {
    "assessments_quiz": lambda: QuizFactory(items=[ItemFactory()]),
    "assessments_rubric": RubricFactory,
    "assessments_item": lambda: ItemFactory(competency=CompetencyFactory()),
    "curriculum_competency": CompetencyFactory,
    "curriculum_competencyframework": CompetencyFactory,
}


@pytest.mark.parametrize("model", MAKERS)
@pytest.mark.parametrize("view", ["list", "choose"])
def test_it_costs_the_same_for_one_row_and_for_three(member, model, view):
    address = f"wagtailsnippets_{model}:list" if view == "list" else f"wagtailsnippetchoosers_{model}:choose"
    author = sign_in(Client(), member(Role.AUTHOR).user)

    def price() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = author.get(reverse(address))
        assert page.status_code == 200
        return len(queries)

    MAKERS[model]()
    price()
    one = price()
    MAKERS[model](), MAKERS[model]()
    assert price() == one
