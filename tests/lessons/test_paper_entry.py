"""A teacher types answers in from paper: whole rows, nothing lost, nothing overwritten unasked."""

import json

import pytest
from django.test import Client

from assessments.models import AnswerCorrection, Attempt, QuizAssignment, Response, SheetAbsence
from assessments.queries import class_results
from assessments.services import withdraw_quiz
from audit.models import AuditEntry
from institutions.enums import Role
from institutions.models import Enrolment
from lessons.exchange.results_table import table
from lessons.exchange.spreadsheets import to_csv
from tests.answering import answer_quiz
from tests.factories import EnrolmentFactory, LearnerFactory

ROW = ["A", "AC", "F", "?"]


@pytest.fixture
def browser(client, teacher, sign_in):
    return sign_in(client, teacher)


@pytest.fixture
def page(given_quiz, enrolment):
    return f"/t/q/{given_quiz.public_id}/paper/enter/"


def row(place, cells, *, shown=None, number=1, **more):
    """What the page posts for one student."""
    key = place.public_id
    shown = [""] * len(cells) if shown is None else shown
    fields = {f"n-{key}": number, f"c-{key}": cells, f"w-{key}": json.dumps(shown)}
    return fields | {f"{name}-{key}": value for name, value in more.items()}


def test_a_row_becomes_a_sent_try_marked_as_paper(browser, page, enrolment, given_quiz, teacher):
    assert browser.post(page, row(enrolment, ROW)).status_code == 303
    attempt = Attempt.objects.get()
    assert (attempt.learner, attempt.number) == (enrolment.learner, 1)
    assert attempt.sent_at is not None
    assert (attempt.score, attempt.max_score) == (3, 4)
    assert set(attempt.responses.values_list("source", flat=True)) == {"paper"}
    entry = AuditEntry.objects.get(action="paper.enter")
    assert (entry.actor_id, entry.count) == (teacher.pk, 1)
    shown = browser.get(page).content.decode()
    assert all(f'value="{cell}"' in shown for cell in ROW)


def test_typing_it_twice_or_in_another_way_changes_nothing(browser, page, enrolment):
    for cells, shown in ((ROW, None), (ROW, None), (["1", "c, a", "f", " ?"], ROW)):
        assert browser.post(page, row(enrolment, cells, shown=shown)).status_code == 303
    assert Attempt.objects.count() == 1
    assert not AnswerCorrection.objects.exists()


def test_the_good_row_is_saved_and_the_bad_one_is_named_and_kept(browser, page, enrolment, other_student, cohort):
    other = cohort.enrolments.get(learner=other_student)
    answer = browser.post(page, row(enrolment, ROW) | row(other, ["Z", "", "F", "?"]))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert list(Attempt.objects.values_list("learner", flat=True)) == [enrolment.learner_id]
    assert "Taras: Question 1: “Z” is no answer. Type A to " in body
    assert "Taras: Question 2 is empty." in body
    assert 'value="Z"' in body


def test_a_script_saves_one_row_and_is_told_what_is_wrong(browser, page, enrolment):
    headers = {"accept": "application/json"}
    (bad,) = browser.post(page, row(enrolment, ["Z", *ROW[1:]]), headers=headers).json()["rows"]
    assert (bad["state"], [fault["cell"] for fault in bad["faults"]]) == ("bad", [0])
    (good,) = browser.post(page, row(enrolment, ROW), headers=headers).json()["rows"]
    assert (good["state"], json.loads(good["shown"])) == ("saved", ROW)


def test_a_later_correction_keeps_what_stood_there(browser, page, enrolment, given_quiz):
    browser.post(page, row(enrolment, ROW))
    browser.post(page, row(enrolment, ["B", "AC", "F", "-"], shown=ROW))
    attempt = Attempt.objects.get()
    assert attempt.score == 2
    assert attempt.responses.count() == 3
    kept = AnswerCorrection.objects.order_by("pk")
    assert [one.old_source for one in kept] == ["paper", "paper"]
    assert kept[1].old_answer == {"dont_know": True}
    assert AuditEntry.objects.get(action="paper.correct").count == 2


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(browser, page, enrolment):
    browser.post(page, row(enrolment, ROW))
    answer = browser.post(page, row(enrolment, ["B", "A", "T", "?"]))
    assert answer.status_code == 422
    assert "was changed meanwhile" in answer.content.decode()
    assert not AnswerCorrection.objects.exists()


@pytest.mark.parametrize(
    ("decision", "tries", "first"),
    [("", 1, "device"), ("keep", 1, "device"), ("replace", 1, "paper"), ("add", 2, "device")],
)
def test_answers_from_a_device_are_changed_only_when_the_teacher_says_so(browser, page, decision, tries, first):
    enrolment = Enrolment.objects.get()
    given_quiz = QuizAssignment.objects.get()
    attempt = answer_quiz(given_quiz, enrolment.learner, right=False)
    (told,) = browser.post(page, row(enrolment, ROW, shown=["x"]), headers={"accept": "application/json"}).json()[
        "rows"
    ]
    shown = json.loads(told["shown"])
    body = browser.post(page, row(enrolment, ROW, shown=shown, d=decision)).content.decode()
    assert ("which answers count?" in body) is (decision == "")
    assert Attempt.objects.count() == tries
    item = class_results(given_quiz, "en").columns[0].item.id
    assert attempt.responses.get(item_id=item).source == first
    assert AnswerCorrection.objects.exists() is (decision == "replace")
    if decision == "add":
        # A second press of the button makes no third try.
        browser.post(page, row(enrolment, ROW, shown=shown, d=decision))
        assert Attempt.objects.count() == 2


def test_no_try_is_added_beyond_the_policy(browser, page, enrolment, given_quiz):
    for _time in range(given_quiz.tries):
        answer_quiz(given_quiz, enrolment.learner, right=False)
    address = f"{page}?place={enrolment.public_id}&try={given_quiz.tries + 1}"
    answer = browser.post(address, row(enrolment, ROW, number=given_quiz.tries + 1))
    assert "no try is left" in answer.content.decode()
    assert not Response.objects.filter(source="paper").exists()


def test_a_try_begun_on_a_device_without_an_answer_is_taken_over(browser, page, enrolment, given_quiz):
    attempt = answer_quiz(given_quiz, enrolment.learner, answers={}, send=False)
    browser.post(page, row(enrolment, ROW))
    assert Attempt.objects.get().pk == attempt.pk
    assert Attempt.objects.get().sent_at is not None


def test_who_was_not_there_is_noted_and_a_row_of_the_wrong_student_taken_back(browser, page, enrolment):
    browser.post(page, row(enrolment, [""] * 4, absent="1"))
    assert SheetAbsence.objects.get().learner == enrolment.learner
    browser.post(page, row(enrolment, ROW, b="1"))
    assert not SheetAbsence.objects.exists()
    assert browser.post(page, row(enrolment, ROW, shown=ROW, absent="1")).status_code == 422
    browser.post(page, row(enrolment, [""] * 4, shown=ROW, absent="1"))
    assert not Attempt.objects.exists()
    assert AuditEntry.objects.get(action="paper.remove").count == 1


def test_the_table_and_its_file_say_where_answers_came_from_only_when_mixed(
    browser, page, enrolment, given_quiz, cohort
):
    results = f"/t/q/{given_quiz.public_id}/"
    browser.post(page, row(enrolment, ROW))
    assert "Where the answers came from" not in browser.get(results).content.decode()
    answer_quiz(given_quiz, EnrolmentFactory(cohort=cohort, learner=LearnerFactory(), seat_number=9).learner)
    body = browser.get(results).content.decode()
    assert "Where the answers came from" in body
    file = to_csv(table(class_results(given_quiz, "en"), with_names=False)).decode()
    for cell in class_results(given_quiz, "en").rows[0].cells:
        assert cell.source == "paper"
    assert "✓ A paper" in file
    assert "phone" in file
    assert "paper" in browser.get(f"/t/s/{enrolment.public_id}/").content.decode()


@pytest.fixture
def outsider(member, sign_in, school):
    """A teacher of the same school who does not teach the class."""
    return sign_in(Client(), member(Role.TEACHER, institution=school).user)


def test_strangers_and_outsiders_type_nothing(stranger, outsider, page, enrolment):
    for visitor in (stranger, outsider):
        assert visitor.post(page, row(enrolment, ROW)).status_code in (302, 404)
        assert visitor.get(page).status_code in (302, 404)
    assert not Attempt.objects.exists()


def test_nothing_is_typed_into_questions_that_were_taken_back(browser, page, enrolment, given_quiz, teacher):
    withdraw_quiz(assignment=given_quiz, actor=teacher)
    assert browser.post(page, row(enrolment, ROW)).status_code == 404
    assert not Attempt.objects.exists()


# --- Exit tickets -------------------------------------------------------------------------------------------------
def test_a_ticket_s_questions_are_typed_in_alone_and_the_rest_of_the_line_is_left(browser, page, enrolment):
    ticket = f"{page}?ticket=1&q=3&q=1"
    shown = browser.get(ticket).content.decode()
    assert [f'id="q-{number}"' in shown for number in (1, 2, 3, 4)] == [True, False, True, False]
    assert browser.post(ticket, row(enrolment, ["A", "F"])).url.endswith("ticket=1&q=1&q=3")
    assert browser.post(ticket, row(enrolment, ["A", "F"])).status_code == 303
    browser.post(ticket, row(enrolment, ["B", "F"], shown=["A", "F"]))
    attempt = Attempt.objects.get()
    assert attempt.responses.count() == 2
    assert 'value="B"' in browser.get(ticket).content.decode()
    assert [f'value="{cell}"' in browser.get(page).content.decode() for cell in ("B", "F", "-")] == [True] * 3


def test_a_bad_cell_of_a_ticket_is_named_by_its_question(browser, page, enrolment):
    (bad,) = browser.post(
        f"{page}?ticket=1&q=1&q=3", row(enrolment, ["A", "Z"]), headers={"accept": "application/json"}
    ).json()["rows"]
    assert (bad["state"], [fault["cell"] for fault in bad["faults"]]) == ("bad", [1])
    assert "Question 3" in bad["faults"][0]["words"]
    assert not Attempt.objects.exists()


def test_a_ticket_without_a_choice_asks_the_first_three_and_an_empty_line_stores_nothing(browser, page, enrolment):
    shown = browser.get(f"{page}?ticket=1").content.decode()
    assert [f'id="q-{number}"' in shown for number in (1, 2, 3, 4)] == [True, True, True, False]
    browser.post(f"{page}?ticket=1", row(enrolment, ["", "", ""]))
    assert not Attempt.objects.exists()
