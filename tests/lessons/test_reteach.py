"""What a class is to hear again: advised by the rule, put into its next lesson with one tap, told to teachers alone."""

import pytest

from assessments.models import Attempt, PracticeCard, QuizAssignment, QuizVersion
from assessments.queries import frozen_structure, frozen_texts
from assessments.services import publish_quiz
from common.ids import new_public_id
from lessons.enums import RunAction
from lessons.models import LiveQuestion, Reteach
from lessons.queries.reteach import upcoming_questions
from lessons.services import (
    act,
    add_reteach,
    assign_lesson,
    end_run,
    finish_reteach,
    remove_reteach,
    start_run,
    withdraw_lesson,
)
from tests.answering import answer_quiz, items_of
from tests.assessments.builders import make_learner
from tests.factories.site import GUIDE_CANARY

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, teacher, sign_in):
    return sign_in(client, teacher)


@pytest.fixture
def reader(client, student, sign_in):
    return sign_in(client, student)


@pytest.fixture
def following(site_tree, cohort, teacher, given_lesson):
    """The lesson that the class has after the first."""
    page = site_tree.lesson.copy(
        to=site_tree.unit, update_attrs={"slug": "l2", "number": "1.2", "quiz": None}, copy_revisions=False
    )
    return assign_lesson(lesson=page, cohort=cohort, actor=teacher)


@pytest.fixture
def add(given_quiz, teacher):
    item = items_of(given_quiz)[0]
    return lambda: add_reteach(assignment=given_quiz, item_id=item.id, number=1, actor=teacher)


def missed_by_eight(quiz):
    for number in range(8):
        answer_quiz(quiz, make_learner(quiz.cohort, f"L{number}"), right=False)


def rewritten(quiz, change):
    """Return the class's quiz with other English words, as a version that no test before this one has read."""
    texts = quiz.version.texts.get(language="en")
    change(texts.texts)
    texts.save()
    QuizVersion.objects.filter(pk=texts.version_id).update(public_id=new_public_id())
    return QuizAssignment.objects.get(pk=quiz.pk)


# --- Words, not structure ---------------------------------------------------------------------------------------
def test_new_advice_is_the_next_revision_of_the_words_and_no_new_version(site_tree):
    before = site_tree.version.content_hash
    QuizVersion.objects.filter(pk=site_tree.version.pk).update(public_id=new_public_id())
    item = site_tree.items[0]
    item.reteach = "Draw two doors."
    item.save()
    version = publish_quiz(quiz=site_tree.quiz, actor=None)
    assert (version.pk, version.content_hash) == (site_tree.version.pk, before)
    texts = frozen_texts(version, "en")
    assert (texts.revision, texts.by_item[str(item.translation_key)].reteach) == (2, "Draw two doors.")


def test_a_version_from_before_has_none(browser, given_quiz):
    quiz = rewritten(given_quiz, lambda texts: [words.pop("reteach") for words in texts.values()])
    missed_by_eight(quiz)
    page = browser.get(f"/t/q/{quiz.public_id}/1/").content.decode()
    assert GUIDE_CANARY not in page
    assert "Add to next lesson" in page


# --- For teachers alone -----------------------------------------------------------------------------------------
def test_no_page_of_a_student_says_it(reader, student, site_tree, given_lesson, given_quiz):
    lesson, start = f"/my/l/{given_lesson.public_id}/", f"/my/q/start/{given_quiz.public_id}/"
    said = [reader.get(page) for page in (lesson, f"{lesson}1/", start, f"/my/q/stored/{given_quiz.public_id}/")]
    said.append(reader.get(f"/my/try/{site_tree.practice.translation_key}/"))
    said.append(reader.post(f"/my/try/{site_tree.practice.translation_key}/", {}))
    answer_quiz(given_quiz, student, right=False)
    attempt = Attempt.objects.get()
    said += [reader.get(f"/my/q/{attempt.public_id}/{page}") for page in ("done/", "check/", "1/")]
    PracticeCard.objects.update(due_at=attempt.started_at)
    said += [reader.get(page) for page in ("/my/practice/", "/my/offline/contents/", "/my/offline/")]
    run = start_run(given=given_lesson, actor=student)
    number = LiveQuestion.objects.filter(run=run)[0].number
    act(run=run, action=RunAction.OPEN, version=1, value=str(number))
    said += [reader.get(page) for page in ("/live/", f"/live/{run.public_id}/state/")]
    assert GUIDE_CANARY not in "".join(answer.content.decode() for answer in said)
    assert not LiveQuestion.objects.filter(texts__icontains=GUIDE_CANARY).exists()


# --- The screens ------------------------------------------------------------------------------------------------
def test_the_results_advise_and_the_question_says_how(browser, given_quiz, site_tree, following):
    missed_by_eight(given_quiz)
    advice = browser.get(f"/t/q/{given_quiz.public_id}/").context["advice"]
    assert len(advice) == 3
    page = browser.get(f"/t/q/{given_quiz.public_id}/1/").content.decode()
    for said in (f"{GUIDE_CANARY}: single once more.", "A similar question", "practice prompt", "single belief"):
        assert said in page
    browser.post(f"/t/q/{given_quiz.public_id}/1/reteach/", {"action": "add"})
    for where in (f"/t/q/{given_quiz.public_id}/1/", f"/t/c/{given_quiz.cohort.public_id}/"):
        assert "omes in lesson 1.2" in browser.get(where).content.decode()
    assert f"{GUIDE_CANARY}: single once more." in browser.get(f"/t/l/{following.public_id}/").content.decode()


def test_without_a_misconception_a_student_is_asked_to_explain(browser, given_quiz):
    first = items_of(given_quiz)[0].id
    quiz = rewritten(
        given_quiz, lambda texts: [choice.pop("misconception", "") for choice in texts[first]["choices"].values()]
    )
    missed_by_eight(quiz)
    assert "Ask one student to explain B." in browser.get(f"/t/q/{quiz.public_id}/1/").content.decode()


def test_later_lessons_of_the_class_count_by_competency(given_quiz, site_tree, cohort, following):
    assert not upcoming_questions(given_quiz)
    other = QuizVersion.objects.create(
        quiz=site_tree.quiz, number=2, structure=site_tree.version.structure, content_hash="x",
        pass_percent=60, source_language="en",
    )  # fmt: skip
    following.quiz_assignment = QuizAssignment.objects.create(version=other, cohort=cohort)
    following.save()
    competency = frozen_structure(site_tree.version).items[0].competency
    assert upcoming_questions(given_quiz) == {competency: len(site_tree.items)}


# --- The next lesson --------------------------------------------------------------------------------------------
def test_it_goes_into_the_next_lesson_once_and_out_again_once(add, given_quiz, following):
    (row, is_new), (same, is_again) = add(), add()
    assert (row, is_new, is_again) == (same, True, False)
    assert row.lesson_assignment == following
    remove = {"assignment": given_quiz, "item_id": row.item_id}
    assert [remove_reteach(**remove), remove_reteach(**remove)] == [True, False]


def test_without_a_next_lesson_it_waits_for_one(add, site_tree, cohort, teacher):
    row, _is_new = add()
    assert row.lesson_assignment is None
    page = site_tree.lesson.copy(to=site_tree.unit, update_attrs={"slug": "l2", "quiz": None}, copy_revisions=False)
    given = assign_lesson(lesson=page, cohort=cohort, actor=teacher)
    row.refresh_from_db()
    assert row.lesson_assignment == given
    withdraw_lesson(given=given, actor=teacher)
    row.refresh_from_db()
    assert row.lesson_assignment is None


def test_it_is_a_phase_of_its_own_after_the_opening(add, following, teacher, browser):
    add()
    run = start_run(given=following, actor=teacher, device="phone")
    assert (run.phase_minutes, run.modes, run.reteach_phase) == ([45, 5], ["phones", "hands"], 1)
    page = browser.get(f"/t/run/{run.public_id}/").content.decode()
    assert "Once more, briefly" in page
    assert "single once more" not in page
    act(run=run, action=RunAction.NEXT, version=1)
    assert f"{GUIDE_CANARY}: single once more." in browser.get(f"/t/run/{run.public_id}/").content.decode()
    wall = browser.get(f"/present/{run.public_id}/").content.decode()
    assert GUIDE_CANARY not in wall
    assert "single prompt" not in wall


def test_the_page_kept_for_a_lesson_without_a_network_has_it_too(add, following, browser):
    add()
    page = browser.get(f"/t/l/{following.public_id}/stored/")
    assert [phase.minutes for phase in page.context["phases"]] == [45, 5]
    assert f"{GUIDE_CANARY}: single once more." in page.content.decode()


@pytest.mark.parametrize(("moves", "is_done"), [([], False), (["next"], True)])
def test_what_was_explained_is_done_and_the_rest_waits_on(add, following, teacher, moves, is_done):
    row, _is_new = add()
    run = start_run(given=following, actor=teacher)
    for version, action in enumerate(moves, 1):
        act(run=run, action=action, version=version)
    end_run(run=run, actor=teacher)
    row.refresh_from_db()
    assert (row.done_at is not None) is is_done
    assert (row.lesson_assignment == following) is is_done


def test_done_is_done_once_and_it_may_be_asked_for_again(add, given_quiz):
    row, _is_new = add()
    finish = {"assignment": given_quiz, "item_id": row.item_id}
    assert [finish_reteach(**finish), finish_reteach(**finish)] == [True, False]
    assert add()[1]
    assert Reteach.objects.count() == 2
