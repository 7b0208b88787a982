"""The teacher's table: exactly the answers given, with figures that do not claim too much."""

import pytest

from assessments.models import Attempt
from assessments.queries import class_results, counted_scores, marked_as_counting
from assessments.services import save_answer, send_attempt, start_attempt
from tests.assessments.builders import KEY, choose, make_assignment, make_cohort, make_learner


def answer_all(assignment, learner, choices, *, send=True):
    attempt = start_attempt(assignment=assignment, learner=learner)
    for place, choice in enumerate(choices):
        item, answer = choose(assignment, place, choice)
        save_answer(attempt=attempt, item=item, answer=answer, sequence=1, language="en", text_revision=1)
    return send_attempt(attempt=attempt) if send else attempt


@pytest.fixture
def assignment(db):
    return make_assignment(make_cohort())


def test_the_table_shows_each_answer_in_its_cell(assignment):
    answer_all(assignment, make_learner(assignment.cohort, "Olha"), [KEY, 0, 2])
    answer_all(assignment, make_learner(assignment.cohort, "Ihor"), [KEY, KEY], send=False)
    make_learner(assignment.cohort, "Nina")
    results = class_results(assignment, "en")
    cells = {row.enrolment.label: [(cell.state, cell.text) for cell in row.cells] for row in results.rows}
    assert cells == {
        "Olha": [("right", "B"), ("wrong", "A"), ("wrong", "C")],
        "Ihor": [("right", "B"), ("right", "B"), ("open", "")],
        "Nina": [("none", ""), ("none", ""), ("none", "")],
    }
    assert [row.right for row in results.rows] == [1, 2, 0]
    assert [row.is_running for row in results.rows] == [False, True, False]
    assert results.answered == 2


def test_no_percentage_below_five_answers(assignment):
    for name in "ABCD":
        answer_all(assignment, make_learner(assignment.cohort, name), [KEY, KEY, KEY])
    assert [column.percent for column in class_results(assignment, "en").columns] == [None, None, None]
    answer_all(assignment, make_learner(assignment.cohort, "E"), [KEY, 0, KEY])
    assert [column.percent for column in class_results(assignment, "en").columns] == [100, 80, 100]


def test_a_shared_wrong_choice_is_flagged_from_eight_answers(assignment):
    for number in range(8):
        answer_all(assignment, make_learner(assignment.cohort, f"L{number}"), [KEY, 0 if number < 3 else KEY, KEY])
    flagged = class_results(assignment, "en").to_reteach()
    assert [column.number for column in flagged] == [2]
    assert flagged[0].attention.distractors == (flagged[0].item.choices[0],)


@pytest.mark.parametrize(("policy", "number", "right"), [("best", 2, 3), ("first", 1, 1), ("last", 3, 0)])
def test_the_try_that_counts_is_shown(assignment, policy, number, right):
    assignment.counted_try, assignment.tries = policy, 4
    learner = make_learner(assignment.cohort)
    for choices in ([0, 0, KEY], [KEY, KEY, KEY], [0, 0, 0]):
        answer_all(assignment, learner, choices)
    running = start_attempt(assignment=assignment, learner=learner)
    item, answer = choose(assignment, 0, KEY)
    save_answer(attempt=running, item=item, answer=answer, sequence=1, language="en", text_revision=1)
    (row,) = class_results(assignment, "en").rows
    assert (row.right, row.attempt.number) == (right, number)
    assignment.save()
    pair = (assignment.pk, learner.pk)
    assert counted_scores(assignment.cohort)[pair].number == number
    tries = Attempt.objects.select_related("assignment").order_by("number")
    the_counted = tries.get(number=number)
    assert marked_as_counting(tries.all()) == {the_counted.pk}
    tries.filter(number=number).update(is_extra=True)
    assert marked_as_counting(tries.all()) == {counted_scores(assignment.cohort)[pair].pk} != {the_counted.pk}
    tries.update(is_extra=True)
    assert marked_as_counting(tries.all()) == set()


def test_the_table_costs_the_same_for_one_and_for_twelve_students(assignment, django_assert_num_queries):
    answer_all(assignment, make_learner(assignment.cohort), [KEY, KEY, KEY])
    class_results(assignment, "en")
    with django_assert_num_queries(4):
        class_results(assignment, "en")
    for number in range(11):
        answer_all(assignment, make_learner(assignment.cohort, f"L{number}"), [KEY, 0, KEY])
    with django_assert_num_queries(4):
        class_results(assignment, "en")
