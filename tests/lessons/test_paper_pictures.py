"""Pictures on paper: beside the words of a question, with numbered places where it asks about them."""

import json

import pytest

from assessments.exchange import pack
from assessments.services import assign_quiz, publish_quiz
from cms.exchange.problems import Problems
from lessons.exchange.paper_blocks import blocks
from tests.assessments.kinds import hotspot
from tests.assessments.media_files import make_image, make_sound
from tests.assessments.test_interactions_way import HEAD
from tests.factories.questions import ItemFactory, QuizFactory, block_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(cohort, student, teacher, client, sign_in):
    text = HEAD.format(kind="hotspot") + hotspot.QUESTION
    document = pack.read(text, "quiz.en.yaml", Problems()).items[0]
    item = ItemFactory(
        name="Doors", interaction=json.dumps(pack.to_stream(document, block_id)), picture=make_image(),
        picture_alt="A hall", sound=make_sound(), transcript="Take the left one.",
    )  # fmt: skip
    version = publish_quiz(quiz=QuizFactory(items=[item], title="Quiz"), actor=None)
    given = assign_quiz(version=version, cohort=cohort, actor=teacher)
    browser = sign_in(client, teacher)
    return lambda name, **query: browser.get(f"/t/q/{given.public_id}/paper/{name}/", query)


def test_a_sheet_shows_the_picture_with_its_numbers_and_says_what_is_heard(page):
    body = page("questions").content.decode()
    assert body.count('alt="A hall"') == 1
    assert body.count('<g class="place">') == 2
    assert "<label" not in body.partition("hotspot-picture")[2].partition("</svg>")[0]
    assert "Take the left one." in body


def test_the_file_holds_the_picture(page):
    answer = page("questions", format="pdf").content
    assert answer.startswith(b"%PDF")
    assert b"/Subtype/Image" in answer.replace(b" ", b"")


def test_an_answer_sheet_has_the_numbers_to_mark(page):
    body = page("sheets").content.decode()
    assert 'class="bubble">1<' in body
    assert 'class="bubble">2<' in body


def test_the_numbers_on_a_picture_are_no_lines_of_the_file():
    drawn = "<div><svg><g><svg><text>1</text></svg></g><text>2</text></svg></div><p>Tick one.</p>"
    assert blocks(drawn) == [{"text": "Tick one.", "hint": False}]
