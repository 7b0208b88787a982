"""Figures about questions: first sent tries and counts of erased ones, nobody's name; authors and analysts only."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Attempt, ItemTally, Response
from assessments.queries.figures import item_figures, quiz_figures
from assessments.services import save_answer, send_attempt, start_attempt
from tests.assessments.builders import KEY, choose, make_assignment, make_cohort, make_learner
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def answer(assignment, learner, choices, *, language="en", send=True):
    attempt = start_attempt(assignment=assignment, learner=learner)
    for place, choice in enumerate(choices):
        item, given = choose(assignment, place, choice)
        save_answer(attempt=attempt, item=item, answer=given, sequence=1, language=language, text_revision=1)
    return send_attempt(attempt=attempt) if send else attempt


def many(assignment, count, *, questions=3):
    """Store sent first tries without the detours of a page: the first knows all, the second nothing, and so on."""
    learners = [make_learner(assignment.cohort, f"Zq{number}") for number in range(count)]
    layout = {"items": [choose(assignment, place, 0)[0].id for place in range(questions)], "choices": {}}
    sent = timezone.now() - timedelta(hours=1)
    attempts = Attempt.objects.bulk_create(
        Attempt(assignment=assignment, learner=learner, layout=layout, sent_at=sent) for learner in learners
    )
    responses = []
    for number, attempt in enumerate(attempts):
        for place in range(questions):
            item, given = choose(assignment, place, KEY if number % 2 == 0 else place % 2 * 2)
            score = number % 2 == 0
            responses.append(
                Response(attempt=attempt, item_id=item.id, sequence=1, answer=given.to_json(), score=score,
                         language=("en", "uk")[number % 4 // 2])
            )  # fmt: skip
    Response.objects.bulk_create(responses)


@pytest.fixture
def assignment(db):
    return make_assignment(make_cohort())


def first_item(assignment):
    """Return the editable row of the first question."""
    from assessments.models import Item

    return Item.objects.get(translation_key=choose(assignment, 0, 0)[0].id)


def test_only_sent_first_tries_count(assignment):
    learner = make_learner(assignment.cohort)
    answer(assignment, learner, [0, 0, 0])
    answer(assignment, learner, [KEY, KEY, KEY])
    answer(assignment, make_learner(assignment.cohort), [KEY, KEY, KEY], send=False)
    found = quiz_figures(assignment.version.quiz, "en")
    assert (found.attempts, found.items[0].analysis.n) == (1, 1)


def test_nine_answers_show_nothing(assignment, author):
    many(assignment, 9)
    page = sign_in(Client(), author).get(f"/t/figures/questions/{first_item(assignment).translation_key}/")
    assert "Too few answers for figures" in page.content.decode()
    assert "What was chosen" not in page.content.decode()


def test_a_question_shows_facility_options_and_languages(assignment):
    many(assignment, 40)
    found, is_cut = item_figures(first_item(assignment), "en")
    assert (found.analysis.n, found.analysis.facility, is_cut) == (40, 0.5, False)
    assert found.analysis.discrimination == pytest.approx(1)
    assert [(option.text, option.analysis.row.count, option.analysis.rest) for option in found.options] == [
        ("item0 choice 0", 20, 0), ("item0 choice 1", 20, 1), ("item0 choice 2", 0, None), ("", 0, None),
    ]  # fmt: skip
    assert [(row.language, row.n) for row in found.analysis.languages] == [("en", 20), ("uk", 20)]


def test_erased_answers_stay_in_the_counts(assignment, region):
    many(assignment, 10)
    item = first_item(assignment)
    ItemTally.objects.create(
        version=assignment.version, item_id=str(item.translation_key), region=region, year=2025, answered=10, right=0
    )
    found, _is_cut = item_figures(item, "en")
    assert (found.analysis.n, found.analysis.facility) == (20, 0.25)


def test_alpha_takes_eight_questions_and_thirty_tries(author):
    assignment = make_assignment(make_cohort(), count=8)
    many(assignment, 30, questions=8)
    found = quiz_figures(assignment.version.quiz, "en")
    assert found.reliability.alpha == pytest.approx(1)
    assert found.items[0].alpha_without == pytest.approx(1)
    page = sign_in(Client(), author).get(f"/t/figures/quizzes/{assignment.version.quiz_id}/")
    assert "<strong>1.00</strong>" in page.content.decode()
    assert "Zq" not in page.content.decode()


def test_more_tries_than_are_read_are_named(assignment, author, monkeypatch):
    monkeypatch.setattr("assessments.queries.sheets.NEWEST", 12)
    many(assignment, 14)
    found, is_cut = item_figures(first_item(assignment), "en")
    assert (found.analysis.n, is_cut) == (12, True)


def test_a_question_that_no_quiz_asks_says_so(site_tree, author):
    page = sign_in(Client(), author).get(f"/t/figures/questions/{site_tree.practice.translation_key}/")
    assert "No published quiz asks this question" in page.content.decode()


def test_authors_and_analysts_read_figures_and_teachers_do_not(assignment, author, member, teacher):
    quiz = f"/t/figures/quizzes/{assignment.version.quiz_id}/"
    item = f"/t/figures/questions/{first_item(assignment).translation_key}/"
    analyst = member("analyst", is_installation_wide=True).user
    for person, status in ((author, 200), (analyst, 200), (teacher, 404)):
        browser = sign_in(Client(), person)
        assert [browser.get(path).status_code for path in ("/t/figures/", quiz, item)] == [status] * 3


def test_the_question_bank_leads_to_the_figures(assignment, author):
    page = sign_in(Client(), author).get("/admin/snippets/assessments/item/")
    assert f"/t/figures/questions/{first_item(assignment).translation_key}/" in page.content.decode()


@pytest.mark.parametrize("count", [10, 40])
def test_the_figures_cost_the_same_for_few_and_for_many(assignment, count, django_assert_num_queries):
    many(assignment, count)
    quiz_figures(assignment.version.quiz, "en")
    # Versions, tries, answers, revision of the texts, counts of erased answers.
    with django_assert_num_queries(5):
        quiz_figures(assignment.version.quiz, "en")
    item = first_item(assignment)
    with django_assert_num_queries(5):
        item_figures(item, "en")
