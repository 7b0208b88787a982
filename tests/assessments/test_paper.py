"""Sheets of a class as services see them: drawn quizzes, devices that come later, and a fixed number of queries."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.exchange.outbox import Entry, EntryKind
from assessments.models import Attempt, HeldAnswer, Quiz
from assessments.queries import PaperQuiz, frozen_structure
from assessments.services import (
    Merged,
    TypedRow,
    assign_quiz,
    count_late,
    issue_tickets,
    publish_quiz,
    save_sheets,
    sheet_rows,
    start_attempt,
)
from assessments.services.merging import merge_entry
from assessments.services.tickets import read_ticket
from tests.assessments.builders import block_id, locale, make_assignment, make_cohort, make_item, make_learner
from tests.factories import StaffFactory
from tests.factories.questions import CompetencyFactory


@pytest.fixture
def cohort(db):
    return make_cohort()


def typed(assignment, cells="BBB"):
    """Every row of the class, typed alike."""
    return [
        TypedRow(place=row.enrolment.public_id, number=row.number, cells=list(cells), shown=row.cells)
        for row in sheet_rows(PaperQuiz(assignment, "en"))
    ]


def save(assignment, cells="BBB"):
    actor = StaffFactory()
    return save_sheets(assignment=assignment, typed=typed(assignment, cells), actor=actor, language="en")


def test_a_drawn_quiz_is_typed_in_as_it_was_printed_for_each_student(cohort):
    competency = CompetencyFactory(locale=locale(), code="C1")
    for number in range(8):
        make_item(f"b{number}", competency=competency)
    draw = {"count": 3, "competency": competency.pk, "difficulty": ""}
    quiz = Quiz.objects.create(
        locale=locale(), title="Drawn", has_two_forms=True, is_shuffled=True,
        questions=json.dumps([{"type": "draw", "id": block_id("d"), "value": draw}]),
    )  # fmt: skip
    first, second = make_learner(cohort, "A"), make_learner(cohort, "B")
    assignment = assign_quiz(version=publish_quiz(quiz=quiz, actor=None), cohort=cohort, actor=None)
    printed = {row.enrolment.learner_id: list(row.items) for row in sheet_rows(PaperQuiz(assignment, "en"))}
    assert not set(printed[first.pk]) & set(printed[second.pk])
    begun = start_attempt(assignment=assignment, learner=first)
    save(assignment)
    stored = {attempt.learner_id: attempt for attempt in Attempt.objects.all()}
    assert stored[first.pk].pk == begun.pk
    for learner in (first, second):
        assert stored[learner.pk].layout["items"] == printed[learner.pk]
        assert stored[learner.pk].responses.count() == 3
    assert {stored[learner.pk].layout["form"] for learner in (first, second)} == {"A", "B"}


def test_what_a_device_sends_after_the_sheet_was_typed_in_waits_for_the_teacher(cohort):
    assignment, learner = make_assignment(cohort), make_learner(cohort)
    (issued,) = issue_tickets(learner=learner)
    save(assignment)
    item = frozen_structure(assignment.version).items[0]
    choice = item.choices[2]
    late = Entry(
        kind=EntryKind.ANSWER, ticket=issued.ticket, item=item.id, sequence=1001,
        fields={"choice": [choice]}, language="en",
    )  # fmt: skip
    ticket = read_ticket(issued.ticket)
    assert [merge_entry(entry=late, ticket=ticket) for _time in range(2)] == [Merged.HELD, Merged.DOUBLE]
    answer = Attempt.objects.get().responses.get(item_id=item.id)
    assert answer.source == "paper"
    assert HeldAnswer.objects.get().reason == "after_paper"
    count_late(assignment=assignment, learner_ids=[learner.pk], actor=StaffFactory())
    answer.refresh_from_db()
    assert (answer.source, answer.answer) == ("device", {"chosen": [choice]})


def test_a_class_is_read_and_saved_with_as_many_queries_as_one_student(cohort):
    assignment, counted = make_assignment(cohort), []
    for _student in range(3):
        make_learner(cohort)
        Attempt.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            save(assignment)
        counted.append(len(queries))
    assert counted[1] == counted[2]
    assert Attempt.objects.count() == 3
