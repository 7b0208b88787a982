"""Quizzes that draw from the bank and have two forms: what is frozen, what each student gets, what results say."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.enums import HeldReason
from assessments.models import AssignmentException, Attempt, HeldAnswer, Item, Quiz, QuizVersion
from assessments.queries import class_results, frozen_structure
from assessments.queries.blueprint import blueprint_of
from assessments.queries.changes import pending_changes
from assessments.queries.drafts import draft_of
from assessments.queries.rules import Rules
from assessments.services import (
    NotPublishable,
    SaveOutcome,
    assign_quiz,
    issue_tickets,
    publish_quiz,
    save_answer,
    send_attempt,
    start_attempt,
)
from assessments.services.answering import note_item_feedback_seen
from assessments.services.layouts import new_attempt
from assessments.services.tickets import read_ticket
from institutions.enums import Role
from lessons.checks import lesson_problems, quiz_and_lesson_problems
from tests.assessments.builders import answer_to, block_id, locale, make_cohort, make_item, make_learner
from tests.factories.questions import CompetencyFactory
from tests.factories.site import with_all_parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def competency():
    return CompetencyFactory(locale=locale(), code="C1")


@pytest.fixture
def bank(competency) -> list[Item]:
    """Six questions to remember and two to apply, of one competency."""
    return [
        make_item(f"b{number}", competency=competency, difficulty="apply" if number > 5 else "recall")
        for number in range(8)
    ]


def draw(competency, count: int, difficulty: str = "", name: str = "d") -> dict:
    value = {"count": count, "competency": competency.pk, "difficulty": difficulty}
    return {"type": "draw", "id": block_id(name), "value": value}


def fixed(item: Item, form: str = "", *, critical: bool = False) -> dict:
    value = {"item": item.pk, "form": form, "is_critical": critical}
    return {"type": "marked", "id": block_id(f"m{item.pk}"), "value": value}


def quiz_of(*entries: dict, blueprint: tuple[dict, ...] = (), **fields) -> Quiz:
    return Quiz.objects.create(
        locale=locale(), title="Drawn", questions=json.dumps(entries), blueprint=json.dumps(blueprint), **fields
    )


def planned(competency, **counts: int) -> dict:
    value = {"competency": competency.pk, "recall": 0, "apply": 0, "judge": 0, **counts}
    return {"type": "planned", "id": block_id("p"), "value": value}


def reasons(quiz: Quiz) -> str:
    with pytest.raises(NotPublishable) as refused:
        publish_quiz(quiz=quiz, actor=None)
    assert not QuizVersion.objects.exists()
    return " | ".join(refused.value.reasons)


def test_a_pool_is_frozen_and_each_attempt_asks_its_own_choice(competency, bank):
    own = make_item("own")
    quiz = quiz_of(fixed(own), draw(competency, 3))
    version = publish_quiz(quiz=quiz, actor=None)
    structure = frozen_structure(version)
    assert (len(structure.items), structure.asked_count) == (9, 4)
    assert publish_quiz(quiz=quiz, actor=None) == version
    assert pending_changes(quiz).is_empty
    cohort = make_cohort()
    assignment = assign_quiz(version=version, cohort=cohort, actor=None)
    attempts = [start_attempt(assignment=assignment, learner=make_learner(cohort, f"L{n}")) for n in range(3)]
    for attempt in attempts:
        assert attempt.layout["items"][0] == str(own.translation_key)
        assert len(set(attempt.layout["items"])) == 4
        again = new_attempt(assignment=assignment, learner_id=attempt.learner_id, number=1, public_id=attempt.public_id)
        assert again.layout == attempt.layout
        assert send_attempt(attempt=attempt).max_score == 4
    make_item("late", competency=competency)
    assert frozen_structure(version).digest == structure.digest
    assert pending_changes(quiz).added == ["late"]


def test_a_question_that_is_asked_anyway_is_never_drawn_nor_is_an_opinion(competency, bank):
    make_item("opinion", competency=competency, answer_level=1)
    quiz = quiz_of(fixed(bank[0]), draw(competency, 2))
    structure = frozen_structure(publish_quiz(quiz=quiz, actor=None))
    assert len(structure.items) == 8
    assert str(bank[0].translation_key) not in structure.plan.pooled()


def test_publishing_refuses_what_cannot_be_drawn_fairly(competency, bank):
    assert "needs 9 questions, and the bank has 8" in reasons(quiz_of(draw(competency, 9)))
    assert "needs 10 questions, and the bank has 8" in reasons(quiz_of(draw(competency, 5), has_two_forms=True))
    twice = quiz_of(draw(competency, 1), draw(competency, 1, "apply", "e"))
    assert "would draw from the same questions" in reasons(twice)
    assert "stands in form A only" in reasons(quiz_of(fixed(bank[0], "A")))
    assert "Both forms ask the same" in reasons(quiz_of(fixed(bank[0]), has_two_forms=True))
    uneven = quiz_of(fixed(bank[0], "A"), fixed(bank[1]), has_two_forms=True)
    assert "stands 1 times in form A and 0 times in form B" in reasons(uneven)
    wanting = quiz_of(draw(competency, 2, "recall"), blueprint=(planned(competency, recall=2, apply=1),))
    assert reasons(wanting) == "Blueprint: C1 · Apply: 1 planned, 0 present."


def test_a_blueprint_counts_what_one_student_is_asked(competency, bank):
    quiz = quiz_of(
        fixed(bank[6], "A", critical=True),
        fixed(bank[7], "B"),
        draw(competency, 2, "recall"),
        blueprint=(planned(competency, recall=2, apply=1),),
        has_two_forms=True,
    )
    (row,) = blueprint_of(draft_of(quiz))
    assert [(cell.planned, cell.present) for cell in row.cells] == [(2, 2), (1, 1), (0, 0)]
    plan = frozen_structure(publish_quiz(quiz=quiz, actor=None)).plan
    assert plan.critical == {str(bank[6].translation_key)}


def test_neighbours_and_a_second_try_get_forms_that_share_no_drawn_question(competency, bank):
    cohort = make_cohort()
    version = publish_quiz(quiz=quiz_of(draw(competency, 3), has_two_forms=True), actor=None)
    assignment = assign_quiz(version=version, cohort=cohort, actor=None)
    first, second = make_learner(cohort, "Olha"), make_learner(cohort, "Ihor")
    one, other = (start_attempt(assignment=assignment, learner=learner) for learner in (first, second))
    assert {one.layout["form"], other.layout["form"]} == {"A", "B"}
    assert not set(one.layout["items"]) & set(other.layout["items"])
    send_attempt(attempt=one)
    again = start_attempt(assignment=assignment, learner=first)
    assert again.layout["form"] == other.layout["form"]
    results = class_results(assignment, "en")
    assert results.has_forms
    assert [row.form for row in results.rows] == [one.layout["form"], ""]


def test_a_question_that_was_not_asked_is_said_so_and_counts_nowhere(competency, bank):
    cohort = make_cohort()
    version = publish_quiz(quiz=quiz_of(draw(competency, 2)), actor=None)
    assignment = assign_quiz(version=version, cohort=cohort, actor=None)
    for number in range(2):
        attempt = start_attempt(assignment=assignment, learner=make_learner(cohort, f"L{number}"))
        for item_id in attempt.layout["items"]:
            item = frozen_structure(version).by_id[item_id]
            answer = answer_to(item, 1)
            save_answer(attempt=attempt, item=item, answer=answer, sequence=1, language="en", text_revision=1)
        send_attempt(attempt=attempt)
    results = class_results(assignment, "en")
    asked = {item_id for attempt in Attempt.objects.all() for item_id in attempt.layout["items"]}
    assert {column.item.id for column in results.columns} == asked
    for row in results.rows:
        assert [cell.state for cell in row.cells].count("right") == row.right == row.asked == 2
        assert [cell.state for cell in row.cells].count("unasked") == len(asked) - 2
    assert sum(column.counts.n for column in results.columns) == 4


def test_a_large_bank_costs_no_more_queries(competency, bank, django_assert_num_queries):
    quiz = Quiz.objects.get(pk=quiz_of(draw(competency, 2)).pk)
    with django_assert_num_queries(2):
        assert len(draft_of(quiz).asked) == 8
    for number in range(20):
        make_item(f"more{number}", competency=competency)
    quiz = Quiz.objects.get(pk=quiz.pk)
    with django_assert_num_queries(2):
        assert len(draft_of(quiz).asked) == 28


def test_a_ticket_names_the_questions_that_the_row_will_have(competency, bank):
    cohort = make_cohort()
    version = publish_quiz(quiz=quiz_of(draw(competency, 3), has_two_forms=True, is_shuffled=True), actor=None)
    assignment = assign_quiz(version=version, cohort=cohort, actor=None)
    learner = make_learner(cohort)
    (issued,) = issue_tickets(learner=learner)
    ticket = read_ticket(issued.ticket)
    attempt = start_attempt(assignment=assignment, learner=learner)
    assert issued.items == attempt.layout["items"]
    assert (issued.attempt, ticket.form) == (attempt.public_id, attempt.layout["form"])
    (going_on,) = issue_tickets(learner=learner)
    assert (going_on.items, read_ticket(going_on.ticket)) == (issued.items, ticket)


def test_an_answer_whose_feedback_was_read_stays(competency, bank):
    cohort = make_cohort()
    version = publish_quiz(quiz=quiz_of(fixed(bank[0]), feedback="after_each"), actor=None)
    assignment = assign_quiz(version=version, cohort=cohort, actor=None)
    attempt = start_attempt(assignment=assignment, learner=make_learner(cohort))
    (item,) = frozen_structure(version).items

    def save(choice: int, sequence: int) -> SaveOutcome:
        answer = answer_to(item, choice)
        return save_answer(attempt=attempt, item=item, answer=answer, sequence=sequence, language="en", text_revision=1)

    assert save(0, 1) is SaveOutcome.SAVED
    assert save(2, 2) is SaveOutcome.SAVED
    note_item_feedback_seen(attempt=attempt, item_id=item.id)
    assert save(1, 3) is SaveOutcome.LOCKED
    assert send_attempt(attempt=attempt).score == 0


@pytest.mark.parametrize(("kind", "extra", "outcome"), [
    ("training_group", 0, SaveOutcome.HELD), ("training_group", 5, SaveOutcome.SAVED), ("class", 0, SaveOutcome.SAVED),
])  # fmt: skip
def test_a_time_limit_closes_for_professionals_only(bank, kind, extra, outcome):
    cohort = make_cohort()
    cohort.kind = kind
    cohort.save()
    version = publish_quiz(quiz=quiz_of(fixed(bank[0]), limit_minutes=10), actor=None)
    rules = Rules(2, "best", "after_sending", False, None, 10)
    assignment = assign_quiz(version=version, cohort=cohort, actor=None, rules=rules)
    assert assignment.limit_minutes == (10 if kind == "training_group" else None)
    learner = make_learner(cohort)
    assert bool(issue_tickets(learner=learner)) is (kind == "class")
    attempt = start_attempt(assignment=assignment, learner=learner)
    if extra:
        AssignmentException.objects.create(assignment=assignment, learner=learner, extra_minutes=extra)
    attempt.started_at = timezone.now() - timedelta(minutes=11)
    (item,) = frozen_structure(version).items
    answer = answer_to(item, 1)
    given = {"attempt": attempt, "item": item, "answer": answer, "language": "en", "text_revision": 1}
    assert save_answer(sequence=1, **given) is outcome
    held = list(HeldAnswer.objects.values_list("reason", flat=True))
    assert held == ([HeldReason.AFTER_LIMIT] if outcome is SaveOutcome.HELD else [])


def test_what_a_lesson_lets_students_try_is_never_drawn_in_its_quiz(site_tree):
    competency = site_tree.practice.competency or CompetencyFactory()
    Item.objects.filter(pk=site_tree.practice.pk).update(competency=competency)
    assert list(lesson_problems(with_all_parts(site_tree.lesson))) == []
    stream = [*site_tree.quiz.questions.get_prep_value(), draw(competency, 1)]
    site_tree.quiz.questions = json.dumps(stream)
    site_tree.quiz.save()
    (problem,) = quiz_and_lesson_problems(site_tree.quiz)
    assert "is tried in the lesson “Topic”" in problem
    assert "stands in the lesson and in its quiz" in " ".join(lesson_problems(site_tree.lesson))


def test_the_preview_shows_a_sample_and_the_next_one_the_other_form(client, member, sign_in, competency, bank):
    quiz = quiz_of(
        fixed(make_item("own")), draw(competency, 3), has_two_forms=True, blueprint=(planned(competency, apply=9),)
    )
    browser = sign_in(client, member(Role.AUTHOR).user)
    url = f"/admin/snippets/assessments/quiz/preview/{quiz.pk}/"
    pages = [browser.get(f"{url}?sample={number}&number=2").content.decode() for number in (0, 1)]
    assert "2 of 4" in pages[0]
    assert "Form A." in pages[0]
    assert "Form B." in pages[1]
    assert "?sample=1" in pages[0]
    assert "9 missing" in pages[0]
    assert "9 missing" in browser.get(f"/admin/quizzes/{quiz.pk}/publish/").content.decode()


def test_a_device_keeps_every_question_and_its_ticket_names_those_it_asks(competency, bank, sign_in):
    first = make_item("f1")
    quiz = quiz_of(fixed(first), draw(competency, 2))
    assignment = assign_quiz(version=publish_quiz(quiz=quiz, actor=None), cohort=make_cohort(), actor=None)
    everything = [item.id for item in frozen_structure(assignment.version).items]
    pages = set()
    for name in ("Olha", "Ihor", "Taras"):
        learner = make_learner(assignment.cohort, name)
        phone = sign_in(Client(), learner)
        page = phone.get(f"/my/q/stored/{assignment.public_id}/").text
        assert re.findall(r'data-item="([^"]+)"', page) == everything
        pages.add(page)
        ticket = phone.get("/my/offline/contents/").json()["tickets"][assignment.public_id]
        items = ticket["items"]
        assert items[0] == str(first.translation_key)
        assert len(items) == len(set(items)) == 3
        assert set(items[1:]) <= {str(item.translation_key) for item in bank}
        attempt = start_attempt(assignment=assignment, learner=learner)
        assert (attempt.public_id, attempt.layout["items"]) == (ticket["attempt"], items)
        assert phone.get("/my/offline/contents/").json()["tickets"][assignment.public_id]["items"] == items
    assert len(pages) == 1
