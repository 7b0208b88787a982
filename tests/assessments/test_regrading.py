"""A wrong key corrected by a new version: what changes is shown first, logged row by row, and can be undone."""

import json
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Attempt, Item, QuizVersion, Regrade, Response, ScoreChange
from assessments.queries import class_results, feedback_rows, frozen_texts
from assessments.queries.regrade_runs import regrade_runs
from assessments.queries.regrading import preview_regrading
from assessments.services import (
    ask_regrading,
    ask_undoing,
    publish_quiz,
    publish_texts,
    save_answer,
    send_attempt,
    start_attempt,
)
from assessments.services.retention import erase_answers
from audit.models import AuditEntry
from jobs import services as jobs
from jobs.models import Job
from tests.assessments.builders import (
    KEY,
    block_id,
    choose,
    locale,
    make_assignment,
    make_cohort,
    make_item,
    make_learner,
    make_quiz,
)
from tests.signing_in import sign_in

CHOICES = 3


@pytest.fixture
def assignment(db):
    return make_assignment(make_cohort(), count=2)


def answered(assignment, *choices, name="Olha") -> Attempt:
    attempt = start_attempt(assignment=assignment, learner=make_learner(assignment.cohort, name))
    for place, number in enumerate(choices):
        item, answer = choose(assignment, place, number)
        save_answer(attempt=attempt, item=item, answer=answer, sequence=1, language="en", text_revision=1)
    return send_attempt(attempt=attempt)


def correct_key(assignment, right: int, name="item0") -> QuizVersion:
    """Make another choice of a question the right one and publish."""
    item = Item.objects.get(name=name)
    raw = item.interaction.get_prep_value()
    for number, choice in enumerate(raw[0]["value"]["choices"]):
        choice["value"]["correct"] = number == right
    item.interaction = json.dumps(raw)
    item.save()
    return publish_quiz(quiz=assignment.version.quiz, actor=None)


def work(job: Job) -> None:
    assert job.is_finished or jobs.run(job.pk)
    job.refresh_from_db()
    assert job.status == "done", job.error_text


def state() -> list:
    return [
        list(Response.objects.order_by("pk").values_list("pk", "score")),
        list(Attempt.objects.order_by("pk").values_list("pk", "score", "max_score")),
    ]


def test_the_preview_says_what_changes_and_changes_nothing(assignment):
    answered(assignment, 0, KEY)
    answered(assignment, KEY, KEY, name="Mate")
    before = state()
    version = correct_key(assignment, 0)
    preview = preview_regrading(version, "en")
    assert (preview.answers, preview.students, preview.classes) == (2, 2, 1)
    assert [(item.prompt, item.gains, item.losses) for item in preview.items] == [("item0?", 1, 1)]
    assert state() == before


def test_the_job_changes_scores_and_logs_each(assignment, teacher):
    gained, lost = answered(assignment, 0, KEY), answered(assignment, KEY, KEY, name="Mate")
    version = correct_key(assignment, 0)
    work(ask_regrading(version=version, actor=teacher, reason="the key was wrong"))
    gained.refresh_from_db()
    lost.refresh_from_db()
    assert (gained.score, lost.score) == (2, 1)
    change = ScoreChange.objects.get(attempt=gained, response=None)
    assert (change.old_score, change.new_score, change.regrade.new_key) == (1, 2, version)
    assert ScoreChange.objects.filter(response__isnull=False).count() == 2
    assert gained.assignment.version == assignment.version
    entry = AuditEntry.objects.get(action="quiz.regrade")
    assert (entry.count, entry.reason, entry.actor_id) == (2, "the key was wrong", teacher.pk)


def test_regrading_twice_changes_nothing_more(assignment, teacher):
    answered(assignment, 0, KEY)
    version = correct_key(assignment, 0)
    job = ask_regrading(version=version, actor=teacher, reason="")
    assert ask_regrading(version=version, actor=teacher, reason="") == job
    work(job)
    after = state()
    work(ask_regrading(version=version, actor=teacher, reason=""))
    assert state() == after
    assert (Regrade.objects.count(), preview_regrading(version, "en").is_needed) == (1, False)


def test_what_is_undone_can_be_done_again(assignment, teacher):
    answered(assignment, 0, KEY)
    before = state()
    version = correct_key(assignment, 0)
    work(ask_regrading(version=version, actor=teacher, reason=""))
    (run,) = regrade_runs(version)
    undo = ask_undoing(run_id=run.run_id, actor=teacher)
    work(undo)
    assert state() == before
    assert ask_undoing(run_id=run.run_id, actor=teacher) == undo
    assert [row.can_undo for row in regrade_runs(version)] == [False, False]
    work(ask_regrading(version=version, actor=teacher, reason=""))
    assert state() != before
    assert Regrade.objects.count() == 3


def test_pages_and_later_answers_follow_the_corrected_key(assignment, teacher):
    first = answered(assignment, 0, KEY)
    version = correct_key(assignment, 0)
    work(ask_regrading(version=version, actor=teacher, reason=""))
    assignment.refresh_from_db()
    later = answered(assignment, 0, KEY, name="Later")
    assert later.score == 2
    results = class_results(assignment, "en")
    assert [row.right for row in results.rows] == [2, 2]
    assert (results.columns[0].counts.right, results.columns[0].counts.n) == (2, 2)
    first = Attempt.objects.select_related("assignment__version").get(pk=first.pk)
    rows = feedback_rows(first, frozen_texts(assignment.version, "en"))
    assert [row.is_right for row in rows] == [True, True]
    assert erase_answers(cohort=assignment.cohort) == 2
    assert assignment.version.tallies.get(item_id=results.columns[0].item.id).right == 2
    assert not ScoreChange.objects.exists()


def test_words_typed_before_are_matched_with_a_word_accepted_later(db, teacher):
    gap = {"type": "item", "id": block_id("known"), "value": known("card")}
    item = typed_item([gap])
    assignment = given_to_class(item)
    attempt = type_word(assignment, "passport")
    assert attempt.score == 0
    more = {"type": "item", "id": block_id("more"), "value": known("passport")}
    item.interaction = typed_item_json([gap, more])
    item.save()
    version = publish_quiz(quiz=assignment.version.quiz, actor=None)
    before = state()
    work(ask_regrading(version=version, actor=teacher, reason=""))
    attempt.refresh_from_db()
    assert attempt.score == 1
    assignment.refresh_from_db()
    (column,) = class_results(assignment, "en").columns
    assert column.counts.right == 1
    work(ask_undoing(run_id=regrade_runs(version)[0].run_id, actor=teacher))
    assert state() == before


def known(text) -> dict:
    return {"gap": 1, "text": text, "correct": True, "feedback": "", "misconception": ""}


def typed_item_json(choices) -> str:
    value = {
        "prompt": "What?",
        "passage": "",
        "choices": choices,
        "scoring": "all",
        "feedback": "",
        "misconception": "",
    }
    return json.dumps([{"type": "text_entry", "id": block_id("typed"), "value": value}])


def typed_item(choices) -> Item:
    return Item.objects.create(locale=locale(), name="typed", interaction=typed_item_json(choices))


def given_to_class(item):
    from assessments.services import assign_quiz

    version = publish_quiz(quiz=make_quiz([item]), actor=None)
    return assign_quiz(version=version, cohort=make_cohort(), actor=None)


def type_word(assignment, word) -> Attempt:
    from django.utils.datastructures import MultiValueDict

    from assessments import interactions
    from assessments.queries import frozen_structure

    attempt = start_attempt(assignment=assignment, learner=make_learner(assignment.cohort))
    (item,) = frozen_structure(assignment.version).items
    words = frozen_texts(assignment.version, "en").by_item[item.id]
    answer = interactions.logic(item.kind).read_answer(item, words, MultiValueDict({"gap-1": [word]}))
    save_answer(attempt=attempt, item=item, answer=answer, sequence=1, language="en", text_revision=1)
    return send_attempt(attempt=attempt)


def test_a_later_translation_makes_no_version_and_nothing_to_regrade(assignment):
    answered(assignment, 0, KEY)
    quiz = assignment.version.quiz
    for item in Item.objects.all():
        make_item(item.name, words="укр ", code="uk", translation_key=item.translation_key)
    make_quiz([], title="Перевір себе", code="uk", translation_key=quiz.translation_key)
    version = publish_quiz(quiz=quiz, actor=None)
    publish_texts(version=version, locale=locale())
    assert version == assignment.version
    assert not preview_regrading(version, "en").is_needed


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=st.lists(st.tuples(st.integers(0, CHOICES - 1), st.integers(0, CHOICES - 1)), min_size=1, max_size=4),
    keys=st.lists(st.integers(0, CHOICES - 1), min_size=1, max_size=3),
)
def test_undoing_every_regrading_leads_back_to_the_beginning(db, teacher, answers, keys):
    from django.db import transaction

    with transaction.atomic():
        assignment = make_assignment(make_cohort(), count=2)
        for number, chosen in enumerate(answers):
            answered(assignment, *chosen, name=f"n{number}")
        states, runs = [state()], []
        for right in keys:
            version = correct_key(assignment, right)
            work(ask_regrading(version=version, actor=teacher, reason=""))
            if (found := [run for run in regrade_runs(version) if run.can_undo]) and found[0].run_id not in runs:
                runs.append(found[0].run_id)
                states.append(state())
        for run_id in reversed(runs):
            assert state() == states.pop()
            work(ask_undoing(run_id=run_id, actor=teacher))
        assert [state()] == states
        newest = {change.response_id: change.new_score for change in ScoreChange.objects.order_by("pk")}
        kept = dict(Response.objects.values_list("pk", "score"))
        assert all(kept[pk] == Decimal(score) for pk, score in newest.items() if pk)
        transaction.set_rollback(True)


def test_the_screen_shows_regrades_and_undoes(assignment, author):
    answered(assignment, 0, KEY)
    version = correct_key(assignment, 0)
    browser = sign_in(Client(), author)
    address = reverse("quiz_regrade", args=[version.public_id])
    assert "1 answer changes its points." in browser.get(address).content.decode()
    publishing = browser.get(reverse("quiz_publish", args=[version.quiz_id])).content.decode()
    assert "1 class works on version 1 and stays on it." in publishing
    assert browser.post(address, {"reason": "typo"}).status_code == 302
    work(Job.objects.get())
    page = browser.get(address).content.decode()
    assert "No class is waiting" in page
    browser.post(address, {"undo": regrade_runs(version)[0].run_id})
    work(Job.objects.latest("pk"))
    assert "undone" in browser.get(address).content.decode()


def test_a_teacher_may_not_regrade(assignment, teacher):
    version = correct_key(assignment, 0)
    answer = sign_in(Client(), teacher).post(reverse("quiz_regrade", args=[version.public_id]), {"reason": "x"})
    assert answer.status_code in (302, 403)
    assert not Job.objects.exists()
