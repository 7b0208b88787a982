"""Missed questions come back: works, refused, twice; at most ten a day; gone with the attempt."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.grading import answer_from_json
from assessments.models import Attempt, PracticeCard, QuizAssignment, Response
from assessments.queries import due_cards
from assessments.services import collect_missed, practise
from assessments.services.retention import erase_answers
from tests.answering import answer_quiz, items_of, right_answer, wrong_answer
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

URL = "/my/practice/"


@pytest.fixture
def missed(given_quiz, student) -> Attempt:
    """An attempt with every answer wrong, sent two days ago, whose questions wait."""
    attempt = answer_quiz(given_quiz, student, right=False)
    Attempt.objects.filter(pk=attempt.pk).update(sent_at=timezone.now() - timedelta(days=2))
    attempt.refresh_from_db()
    collect_missed(attempt=attempt)
    return attempt


def fields(card: PracticeCard, given: dict) -> dict:
    """Return what a page would post for a stored answer."""
    from assessments.interactions import logic

    item = {item.id: item for item in items_of(card.attempt.assignment)}[card.item_id]
    return {"item": card.item_id, **logic(item.kind).fields(item, answer_from_json(item, given))}


def answered(card: PracticeCard, *, right: bool) -> str:
    item = {item.id: item for item in items_of(card.attempt.assignment)}[card.item_id]
    given = (right_answer if right else wrong_answer)(item)
    return practise(card=card, item=item, answer=answer_from_json(item, given))


def test_every_missed_question_comes_back_on_another_day(missed, student):
    assert PracticeCard.objects.count() == len(items_of(missed.assignment))
    assert len(due_cards(student.pk)) == min(10, len(items_of(missed.assignment)))
    assert {(card.due_at - missed.sent_at).days for card in PracticeCard.objects.all()} == {1}


def test_what_was_missed_just_now_does_not_come_back_today(given_quiz, student):
    collect_missed(attempt=answer_quiz(given_quiz, student, right=False))
    assert PracticeCard.objects.exists()
    assert due_cards(student.pk) == []


def test_what_was_right_does_not_come_back(given_quiz, student):
    assert collect_missed(attempt=answer_quiz(given_quiz, student)) == 0
    assert not PracticeCard.objects.exists()


def test_nothing_comes_back_before_its_learner_may_see_what_was_right(given_quiz, student):
    QuizAssignment.objects.filter(pk=given_quiz.pk).update(feedback="by_teacher")
    attempt = answer_quiz(QuizAssignment.objects.get(pk=given_quiz.pk), student, right=False)
    assert collect_missed(attempt=attempt) == 0
    assert not PracticeCard.objects.exists()


def test_questions_that_the_teacher_takes_back_are_not_asked(missed, student):
    QuizAssignment.objects.update(feedback="by_teacher")
    assert due_cards(student.pk) == []


def test_collecting_twice_changes_no_day(missed):
    before = set(PracticeCard.objects.values_list("pk", "due_at"))
    collect_missed(attempt=missed)
    assert set(PracticeCard.objects.values_list("pk", "due_at")) == before


def test_a_right_answer_stays_away_longer_each_time_and_a_wrong_one_comes_back_tomorrow(missed, student):
    card = due_cards(student.pk)[0]
    waits = []
    for right in (True, True, False):
        PracticeCard.objects.filter(pk=card.pk).update(due_at=timezone.now() - timedelta(hours=1))
        answered(card, right=right)
        card.refresh_from_db()
        waits.append((card.due_at - timezone.now() + timedelta(hours=1)).days)
    assert waits[0] >= 1
    assert waits[1] >= waits[0]
    assert waits[2] == 1


def test_the_same_page_sent_twice_counts_once(missed, student):
    card = due_cards(student.pk)[0]
    assert answered(card, right=True) == "right"
    first = PracticeCard.objects.get(pk=card.pk)
    assert answered(card, right=False) == "wrong"
    assert PracticeCard.objects.get(pk=card.pk).state == first.state


def test_at_most_ten_a_day(missed, student):
    first = PracticeCard.objects.first()
    more = [
        PracticeCard(learner=student, attempt=missed, item_id=f"x{number}", state=first.state, due_at=first.due_at)
        for number in range(12)
    ]
    PracticeCard.objects.bulk_create(more)
    assert len(due_cards(student.pk)) == 10
    PracticeCard.objects.filter(item_id__in=["x0", "x1", "x2"]).update(
        practised_at=timezone.now(), due_at=timezone.now() + timedelta(days=1)
    )
    assert len(due_cards(student.pk)) == 7


def test_a_class_that_is_over_asks_nothing(missed, student, cohort):
    cohort.ends_on = timezone.localdate() - timedelta(days=1)
    cohort.save()
    assert due_cards(student.pk) == []


def test_cards_go_with_the_answers(missed, cohort):
    erase_answers(cohort=cohort)
    assert not PracticeCard.objects.exists()


def test_seeing_what_was_right_keeps_the_missed_questions_and_my_lessons_names_them(given_quiz, student):
    browser = sign_in(Client(), student)
    attempt = answer_quiz(given_quiz, student, right=False)
    assert "to repeat" not in browser.get("/my/").content.decode()
    browser.get(f"/my/q/{attempt.public_id}/done/")
    PracticeCard.objects.update(due_at=timezone.now())
    count = min(10, len(items_of(given_quiz)))
    assert f"{count} questions to repeat" in browser.get("/my/").content.decode()


def test_a_question_is_asked_marked_and_explained_without_keeping_the_answer(missed, student):
    browser = sign_in(Client(), student)
    kept = Response.objects.count()
    [card, *_others] = due_cards(student.pk)
    page = browser.get(URL)
    assert f'value="{card.item_id}"' in page.content.decode()
    item = {item.id: item for item in items_of(missed.assignment)}[card.item_id]
    marked = browser.post(URL, fields(card, wrong_answer(item)))
    assert marked.status_code == 200
    assert "Not yet" in marked.content.decode()
    assert "Right answer" in marked.content.decode()
    assert Response.objects.count() == kept
    assert card.pk not in {card.pk for card in due_cards(student.pk)}


def test_an_empty_answer_is_explained_and_costs_nothing(missed, student):
    browser = sign_in(Client(), student)
    card = due_cards(student.pk)[0]
    page = browser.post(URL, {"item": card.item_id})
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert PracticeCard.objects.get(pk=card.pk).due_at == card.due_at


def test_without_anything_due_the_page_says_so(student):
    page = sign_in(Client(), student).get(URL)
    assert "Nothing to repeat today" in page.content.decode()


def test_another_student_reaches_no_card(missed, student, other_student):
    browser = sign_in(Client(), other_student)
    assert "Nothing to repeat today" in browser.get(URL).content.decode()
    card = due_cards(student.pk)[0]
    assert browser.post(URL, {"item": card.item_id}).status_code == 404


def test_a_page_that_names_no_question_leads_back(missed, student):
    answer = sign_in(Client(), student).post(URL)
    assert (answer.status_code, answer["Location"]) == (303, URL)


def test_the_page_costs_the_same_for_one_and_for_many_cards(missed, student, django_assert_num_queries):
    browser = sign_in(Client(), student)
    browser.get(URL)
    # Session, person, cards, how many today, revision of the texts.
    with django_assert_num_queries(5):
        browser.get(URL)
    PracticeCard.objects.exclude(pk=due_cards(student.pk)[0].pk).delete()
    with django_assert_num_queries(5):
        browser.get(URL)
