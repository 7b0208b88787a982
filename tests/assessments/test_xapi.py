"""Attempts as xAPI statements: valid by the published rules, the same each time, and about nobody by name."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from assessments.exchange.xapi import XapiAnswer, XapiAttempt, XapiQuiz, statements
from assessments.grading import item_from_json
from assessments.interactions import KINDS as EVERY_KIND
from assessments.interactions import logic
from assessments.interactions.base import Scoring
from assessments.models import Attempt
from assessments.services import note_feedback_seen
from assessments.services.xapi_export import export_xapi
from audit.models import AuditEntry
from tests.answering import answer_quiz, items_of
from tests.assessments.xapi_rules import broken_rules

# Whose answers go out.
KINDS = {
    kind: import_module(f"tests.assessments.kinds.{kind}")
    for kind in EVERY_KIND
    if logic(kind).SCORING is not Scoring.NONE
}
TYPES = {
    "choice": "choice", "hotspot": "choice", "true_false": "true-false", "order": "sequencing", "match": "matching",
    "associate": "matching", "gap_match": "matching", "inline_choice": "matching", "text_entry": "fill-in",
    "numeric": "numeric", "scenario": "performance", "extended_text": "long-fill-in", "upload": "other",
}  # fmt: skip
SENT = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def answered(given_quiz, student, other_student) -> list[Attempt]:
    """One attempt with everything right, whose feedback was seen, and one with everything wrong."""
    attempts = [answer_quiz(given_quiz, student), answer_quiz(given_quiz, other_student, right=False)]
    note_feedback_seen(attempt=attempts[0])
    return attempts


def exported(path) -> list[dict]:
    export_xapi(attempts=Attempt.objects.all(), target=path)
    return json.loads(path.read_text(encoding="utf-8"))


def verbs(said) -> Counter:
    return Counter(statement["verb"]["id"].rpartition("/")[2] for statement in said)


@pytest.mark.django_db
def test_every_statement_keeps_the_rules(answered, tmp_path, given_quiz):
    said = exported(tmp_path / "out.json")
    assert [rule for statement in said for rule in broken_rules(statement)] == []
    assert verbs(said) == {
        "attempted": 2, "answered": 2 * len(items_of(given_quiz)), "completed": 2, "scored": 2, "experienced": 1,
    }  # fmt: skip
    assert len({statement["id"] for statement in said}) == len(said)


@pytest.mark.django_db
def test_scores_and_success_are_those_of_the_attempt(answered, tmp_path):
    scored = [row["result"] for row in exported(tmp_path / "out.json") if row["verb"]["id"].endswith("/scored")]
    most = float(answered[0].max_score)
    result = {"extensions": {"http://localhost:8000/xapi/is-result": True}}
    assert scored == [
        {"score": {"scaled": 1.0, "raw": most, "min": 0, "max": most}, "success": True, **result},
        {"score": {"scaled": 0.0, "raw": 0.0, "min": 0, "max": most}, "success": False, **result},
    ]


@pytest.mark.django_db
def test_nobody_is_named_and_no_address_leads_to_a_person(answered, tmp_path, cohort, student):
    text = json.dumps(exported(tmp_path / "out.json"), ensure_ascii=False)
    secrets = [student.display_name, student.username, student.public_id, cohort.public_id, answered[0].public_id]
    assert [secret for secret in secrets if secret in text] == []


@pytest.mark.django_db
def test_one_person_is_one_actor(answered, given_quiz, student, tmp_path):
    answer_quiz(given_quiz, student)
    said = exported(tmp_path / "out.json")
    assert len({statement["actor"]["account"]["name"] for statement in said}) == 2


@pytest.mark.django_db
def test_the_key_stays_here(answered, tmp_path):
    assert "correctResponsesPattern" not in json.dumps(exported(tmp_path / "out.json"))


@pytest.mark.django_db
def test_twice_gives_the_same_statements(answered, tmp_path):
    assert exported(tmp_path / "one.json") == exported(tmp_path / "two.json")


@pytest.mark.django_db
def test_an_attempt_that_was_not_sent_is_left_out(given_quiz, student, tmp_path):
    answer_quiz(given_quiz, student, send=False)
    assert exported(tmp_path / "out.json") == []


@pytest.mark.django_db
def test_the_export_is_audited_and_its_file_is_private(answered, tmp_path, given_quiz):
    path = tmp_path / "out.json"
    call_command("export_xapi", path, assignment=given_quiz.public_id)
    entry = AuditEntry.objects.get(action="attempts.export")
    assert (entry.scope_type, entry.scope_id, entry.count) == (
        "assignment", given_quiz.public_id, len(json.loads(path.read_text())),
    )  # fmt: skip
    assert path.stat().st_mode & 0o777 == 0o600
    assert [left.name for left in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.django_db
def test_since_a_day_leaves_out_what_is_older(answered, tmp_path):
    Attempt.objects.filter(pk=answered[0].pk).update(sent_at=datetime(2026, 1, 5, tzinfo=UTC))
    call_command("export_xapi", tmp_path / "out.json", since="2026-02-01")
    assert verbs(json.loads((tmp_path / "out.json").read_text()))["completed"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"assignment": "2222222222"}, "no quiz given to a class"),
        ({"since": "yesterday"}, "no day such as"),
    ],
)
def test_a_wrong_choice_is_named_and_nothing_is_written(options, words, tmp_path):
    with pytest.raises(CommandError, match=words):
        call_command("export_xapi", tmp_path / "out.json", **options)
    assert list(tmp_path.iterdir()) == []
    assert not AuditEntry.objects.filter(action="attempts.export").exists()


@pytest.mark.django_db
def test_a_file_that_is_there_is_never_overwritten(answered, tmp_path, given_quiz):
    (tmp_path / "out.json").write_text("mine")
    with pytest.raises(CommandError, match="exists already"):
        call_command("export_xapi", tmp_path / "out.json", assignment=given_quiz.public_id)
    assert (tmp_path / "out.json").read_text() == "mine"


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_class(answered, given_quiz, tmp_path, django_assert_num_queries):
    from tests.factories import EnrolmentFactory

    exported(tmp_path / "warm.json")
    with django_assert_num_queries(7):
        exported(tmp_path / "two.json")
    for _number in range(3):
        answer_quiz(given_quiz, EnrolmentFactory(cohort=given_quiz.cohort).learner)
    with django_assert_num_queries(7):
        exported(tmp_path / "five.json")


@st.composite
def anything(draw):
    """A question of any kind with its words and a valid answer."""
    room = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    item = item_from_json(draw(room.items()))
    data = {"dont_know": True} if draw(st.integers(0, 9)) == 0 else draw(room.answers(item))
    kind = logic(item.kind)
    return item, kind.texts_from_json(item, room.texts(item)), kind.answer_from_json(item, data)


def said_of(item, texts, answer, *, took=timedelta(minutes=5)):
    """Return the statements of an attempt with one question."""
    quiz = XapiQuiz("https://school.example/xapi/quizzes/a", "Quiz", "uk", 60, {item.id: item}, {item.id: texts})
    score = logic(item.kind).grade(item, answer)
    attempt = XapiAttempt(
        home="https://school.example", actor="a" * 64, url="https://school.example/xapi/attempts/b",
        started_at=SENT - took, sent_at=SENT, feedback_seen_at=None, score=score, max_score=Decimal(item.max_score),
        answers=[XapiAnswer(item.id, answer, score, "uk", SENT)],
    )  # fmt: skip
    return list(statements(quiz, attempt))


@pytest.mark.pure
@given(anything())
def test_every_kind_and_every_answer_makes_valid_statements(example):
    item, texts, answer = example
    said = said_of(item, texts, answer)
    assert [rule for statement in said for rule in broken_rules(statement)] == []
    assert said[1]["object"]["definition"]["interactionType"] == TYPES.get(item.kind, item.xapi_type)


@pytest.mark.pure
def test_typed_words_go_out_only_as_answers_that_were_foreseen():
    item = item_from_json(
        {
            "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b01",
            "kind": "text_entry",
            "gaps": 1,
            "choices": [{"id": "right", "gap": 1}],
        }
    )
    kind = logic("text_entry")
    texts = kind.texts_from_json(item, {"prompt": "Who?", "choices": {"right": {"text": "anyone"}}})
    responses = []
    for typed, entry in (("Anyone", "right"), ("Olha from 8-B", "")):
        answer = kind.answer_from_json(item, {"gaps": {"1": {"text": typed, "entry": entry}}})
        said = said_of(item, texts, answer)
        assert typed not in json.dumps(said)
        responses.append(said[1]["result"].get("response"))
    assert responses == ["right", None]


@pytest.mark.pure
def test_a_clock_that_was_set_back_makes_no_negative_duration():
    room = KINDS["true_false"]
    item = item_from_json({"id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b01", "kind": "true_false", "key": True})
    kind = logic("true_false")
    answer = kind.answer_from_json(item, {"value": True})
    said = said_of(item, kind.texts_from_json(item, room.texts(item)), answer, took=timedelta(hours=-1))
    assert said[2]["result"]["duration"] == "PT0.00S"


@pytest.mark.pure
@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("actor", {"mbox": "mailto:a@school.example", "account": {"homePage": "https://a.example", "name": "b"}}),
        ("actor", {"account": {"homePage": "no address", "name": "b"}}),
        ("verb", {"id": "answered"}),
        ("object", {"id": "https://a.example", "definition": {"choices": [{"id": "a"}]}}),
        ("object", {"id": "https://a.example", "definition": {"interactionType": "numeric", "choices": [{"id": "a"}]}}),
        ("result", {"score": {"scaled": 1.5}}),
        ("result", {"duration": "5 minutes"}),
        ("result", {"success": None}),
        ("context", {"registration": "one"}),
        ("timestamp", "2026-09-01T09:00:00"),
        ("person", "Olha"),
    ],
)
def test_the_rules_catch_a_planted_mistake(part, value):
    item = item_from_json({"id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b01", "kind": "true_false", "key": True})
    kind = logic("true_false")
    texts = kind.texts_from_json(item, KINDS["true_false"].texts(item))
    [statement, *_more] = said_of(item, texts, kind.answer_from_json(item, {"value": True}))
    assert broken_rules(statement) == []
    assert broken_rules(statement | {part: value}) != []
