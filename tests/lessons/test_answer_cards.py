"""Answer cards: no card can be taken for another, level 0 keeps names, everything above is counted only."""

from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Response
from lessons.exchange.card_marks import APART, marks, turned
from lessons.models import QuestionTally
from lessons.queries.asked import asked
from lessons.services import start_run
from lessons.services.cards import save_cards
from tests.factories import EnrolmentFactory, ItemFactory
from tests.factories.questions import choice


@pytest.mark.pure
def test_every_side_of_every_card_differs_in_six_cells_from_every_other():
    sides = []
    for mark in marks():
        sides += [mark, turned(mark), turned(turned(mark)), turned(turned(turned(mark)))]
    assert len(sides) == 4 * 64
    assert min((one ^ other).bit_count() for one, other in combinations(sides, 2)) >= APART
    assert turned(sides[3]) == sides[0]


@pytest.fixture
def run(site_tree, given_lesson, teacher):
    items = [site_tree.items[0], site_tree.items[1], ItemFactory(name="l2", interaction=choice("l2"), answer_level=2)]
    site_tree.lesson.guide = [("question", {"item": item}) for item in items]
    site_tree.lesson.save()
    return start_run(given=given_lesson, actor=teacher, modes=["hands"])


@pytest.fixture
def send(client, teacher, sign_in, run):
    """Post what the camera read: ``send("1A 2C")``."""
    browser = sign_in(client, teacher)
    return lambda cards, number=1: browser.post(f"/t/run/{run.public_id}/cards/", {"q": number, "cards": cards})


@pytest.mark.django_db
def test_cards_of_seated_students_are_answers_and_all_are_counted(run, send, enrolment, other_student):
    for cards in ("1A 2C 9A", "1A 2C 9A", "1B 2C 9A"):
        assert send(cards).status_code == 303
    options = [option.id for option in asked(run.questions.get(number=1), None).options]
    assert {row.attempt.learner_id: row.answer for row in Response.objects.select_related("attempt")} == {
        enrolment.learner_id: {"chosen": [options[1]]},
        other_student.pk: {"chosen": [options[2]]},
    }
    assert set(Response.objects.values_list("source", flat=True)) == {"card"}
    tally = QuestionTally.objects.get()
    assert ([tally.counts[one] for one in options[:3]], tally.source, tally.named) == ([1, 1, 1], "card", 2)


@pytest.mark.django_db
def test_more_cards_ask_the_database_no_more_often(run, enrolment, other_student, cohort):
    EnrolmentFactory(cohort=cohort, seat_number=7)
    question = asked(run.questions.get(number=1), None)

    def queries(seats):
        with CaptureQueriesContext(connection) as seen:
            assert save_cards(run=run, asked=question, letters=[*seats.values()], seats=seats) == len(seats)
        return len(seen)

    queries({1: "A"})
    assert (
        queries({1: "B"}) == queries({1: "A", 2: "C", 7: "A"}) - 2
    )  # tries begin, and are answered, in one insert each
    assert queries({1: "B"}) == queries({1: "A", 2: "B", 7: "C"})
    assert set(Response.objects.values_list("sequence", flat=True)) == {2000, 5000}


@pytest.mark.django_db
def test_above_level_0_cards_are_counted_and_belong_to_nobody(run, send, enrolment):
    assert send("A A 1C", number=3).status_code == 303
    assert sorted(QuestionTally.objects.get().counts.values())[-2:] == [1, 2]
    assert not Response.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cards", "words"), [("1A 65B", "65B"), ("1E", "1E"), ("<b>", "&lt;B&gt;"), ("", "No card"), ("0A", "0A")]
)
def test_what_is_no_card_is_named_and_nothing_is_kept(send, cards, words):
    answer = send(cards)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not QuestionTally.objects.exists()


@pytest.mark.django_db
def test_a_question_with_several_right_answers_is_for_hands(client, teacher, sign_in, run):
    page = sign_in(client, teacher).get(f"/t/run/{run.public_id}/cards/?q=2").content.decode()
    assert "Cards have four sides" in page
    assert "data-cards" not in page


@pytest.mark.django_db
def test_cards_are_printed_two_on_a_page(client, teacher, sign_in):
    pdf = sign_in(client, teacher).get("/t/answer-cards/?count=4").content
    assert pdf.startswith(b"%PDF")
