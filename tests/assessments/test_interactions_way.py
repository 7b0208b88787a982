"""The way of a question of each kind: file → editor → translation → publication → student → teacher."""

import json
from importlib import import_module

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from wagtail.models import Locale

from assessments import interactions
from assessments.exchange import pack
from assessments.forms import question_form
from assessments.grading import answer_from_json
from assessments.models import Attempt, Item
from assessments.queries import frozen_structure, frozen_texts
from assessments.services import assign_quiz, publish_quiz
from cms.exchange.problems import Problems
from tests.assessments.media_files import make_image
from tests.assessments.translating import MARK, translate
from tests.factories.questions import ItemFactory, QuizFactory, block_id

pytestmark = pytest.mark.django_db

HEAD = """\
id: quiz
title: Quiz
pass_percent: 60
tries: 2
items:
  - id: q1
    kind: {kind}
"""
ROOMS = {kind: import_module(f"tests.assessments.kinds.{kind}") for kind in interactions.KINDS}
FILES = {kind: HEAD.format(kind=kind) + room.QUESTION for kind, room in ROOMS.items() if hasattr(room, "QUESTION")}
# Pairs are told right from wrong, never explained: nobody could write about each.
UNEXPLAINED = {"associate"}


def read(kind):
    problems = Problems()
    quiz = pack.read(FILES[kind], "quiz.en.yaml", problems)
    assert [str(problem) for problem in problems] == []
    return quiz


@pytest.fixture(params=FILES)
def kind(request):
    return request.param


@pytest.fixture
def item(kind):
    """The question in the editor's table."""
    stream = pack.to_stream(read(kind).items[0], block_id)
    return ItemFactory(name="A question", interaction=json.dumps(stream))


@pytest.fixture
def assignment(item, cohort, teacher):
    """The question, translated, published and given to the class."""
    ukrainian = Locale.objects.get_or_create(language_code="uk")[0]
    if getattr(interactions.pack(item.kind), "NEEDS_PICTURE", False):
        item.picture, item.picture_alt = make_image(), "A hall with two doors"
        item.save()
    quiz = QuizFactory(items=[item], title="Quiz")
    for row in (item, quiz):
        translate(row, ukrainian)
    return assign_quiz(version=publish_quiz(quiz=quiz, actor=None), cohort=cohort, actor=teacher)


def frozen(assignment):
    return frozen_structure(assignment.version).items[0]


def words(assignment, language="en"):
    return frozen_texts(assignment.version, language).by_item[frozen(assignment).id]


def test_a_file_breaks_no_rule_and_comes_back_byte_for_byte(kind, item):
    quiz = read(kind)
    assert [str(problem) for problem in pack.quiz_problems(quiz, "quiz.en.yaml")] == []
    assert pack.write(quiz) == FILES[kind]
    names = {block_id(f"item/q1/{letter}"): letter for letter in "abcdefgh"}
    assert pack.from_stream(item.interaction.get_prep_value(), names.__getitem__) == (kind, quiz.items[0].question)


def test_the_editor_takes_what_a_file_brought(kind, item):
    block = Item._meta.get_field("interaction").stream_block
    cleaned = block.clean(item.interaction)
    again = block.to_python(json.loads(json.dumps(block.get_prep_value(cleaned))))
    for half in (interactions.block(kind).freeze, interactions.block(kind).freeze_texts):
        assert half(again[0].value) == half(item.interaction[0].value)


def test_a_translation_changes_every_word_and_no_setting(kind, item):
    strings = translate(item, Locale.objects.get_or_create(language_code="uk")[0])
    translated = Item.objects.get(translation_key=item.translation_key, locale__language_code="uk")
    half = interactions.block(kind)
    assert half.freeze(translated.interaction[0].value) == half.freeze(item.interaction[0].value)
    source, target = (_leaves(half.freeze_texts(row.interaction[0].value)) for row in (item, translated))
    assert target == [f"{MARK}{text}" if text else "" for text in source]
    assert sorted(strings) == sorted(set(filter(None, source)))


def _leaves(value):
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in _leaves(part)]
    return [value]


def test_from_the_question_to_the_teachers_page(assignment, student, teacher, sign_in, kind):
    question, texts = frozen(assignment), words(assignment, "uk")
    logic = interactions.logic(kind)
    wrong = logic.wrong_answers(question, texts)[0]
    right = logic.right_answer(question, texts)
    phone = sign_in(Client(), student)
    phone.cookies["django_language"] = "uk"

    page = phone.post(f"/my/q/start/{assignment.public_id}/", {"next": "/my/"}).headers["Location"]
    shown = phone.get(page).content.decode()
    assert MARK + texts.prompt.removeprefix(MARK) in shown
    assert shown.count('id="choice-1"') == 1
    for text in filter(None, [texts.feedback, *(entry.misconception for entry in texts.choices.values())]):
        assert text not in shown

    refused = phone.post(page, {"sequence": 1})
    assert refused.status_code == 422
    assert 'href="#choice-1"' in refused.content.decode()

    check = phone.post(page, {"sequence": 1, **logic.fields(question, wrong)}).headers["Location"]
    listed = phone.get(check).content.decode()
    for label in logic.chosen_labels(question, texts, wrong):
        assert label in listed
    again = phone.get(page).content.decode()
    assert "selected" in again or "checked" in again

    done = phone.post(check).headers["Location"]
    feedback = phone.get(done).content.decode()
    for text in [*logic.key_labels(question, texts), texts.feedback]:
        assert text in feedback
    for entry in logic.feedback(question, texts, wrong):
        assert entry.text in feedback
    assert not Attempt.objects.get().score >= question.max_score

    staff = sign_in(Client(), teacher)
    staff.cookies["django_language"] = "uk"
    table = staff.get(f"/t/q/{assignment.public_id}/").content.decode()
    assert logic.cell(question, wrong).text in table
    column = staff.get(f"/t/q/{assignment.public_id}/1/").content.decode()
    for option in logic.picked(question, wrong):
        assert logic.option_text(question, texts, option) in column
    beliefs = logic.misconceptions(question, texts, wrong)
    assert beliefs or kind in UNEXPLAINED
    for belief in beliefs:
        assert belief in column
    with override("uk"):
        assert answer_from_json(question, right.to_json()) == right


def test_paper_has_every_word_and_nothing_to_press(assignment):
    question, texts = frozen(assignment), words(assignment)
    logic = interactions.logic(question.kind)
    form = question_form(question, texts, logic.shuffle_order(question, "a sheet"))
    sheet = render_to_string(form.print_template, {"question": form})
    assert not any(tag in sheet for tag in ("<input", "<select", "<label", "<textarea", "<button"))
    for entry in texts.choices.values():
        assert entry.text in sheet
    assert "☐" in sheet or "____" in sheet
