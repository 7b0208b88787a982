"""A class gets a quiz in a language whole and current, or in the source language: our own guard over localize."""

import pytest
from wagtail.models import Locale

from assessments.models import QuizVersion
from assessments.services import NotPublishable, publish_quiz, publish_texts
from tests.assessments.translating import translate
from tests.factories.questions import ItemFactory, QuizFactory, choice

pytestmark = pytest.mark.django_db


@pytest.fixture
def ukrainian():
    """The language translated into."""
    return Locale.objects.get_or_create(language_code="uk")[0]


@pytest.fixture
def item():
    """A question in English."""
    return ItemFactory(name="A question", interaction=choice("single"))


@pytest.fixture
def quiz(item):
    """A quiz that asks it."""
    return QuizFactory(items=[item], title="Quiz")


def languages():
    return sorted(QuizVersion.objects.latest("number").texts.values_list("language", flat=True))


def test_a_whole_translation_is_published(item, quiz, ukrainian):
    translate(item, ukrainian)
    translate(quiz, ukrainian)
    publish_quiz(quiz=quiz, actor=None)
    assert languages() == ["en", "uk"]


def test_half_a_translation_is_not(item, quiz, ukrainian):
    translate(item, ukrainian, all_but=1)
    translate(quiz, ukrainian)
    version = publish_quiz(quiz=quiz, actor=None)
    assert languages() == ["en"]
    with pytest.raises(NotPublishable) as refused:
        publish_texts(version=version, locale=ukrainian)
    assert refused.value.reasons == ["A question: 1 pieces of text are not translated."]


def test_words_of_an_older_question_are_not(item, quiz, ukrainian):
    translate(item, ukrainian)
    translate(quiz, ukrainian)
    item.interaction = choice("single", right="b")
    item.save()
    version = publish_quiz(quiz=quiz, actor=None)
    assert languages() == ["en"]
    with pytest.raises(NotPublishable, match="has changed since it was translated"):
        publish_texts(version=version, locale=ukrainian)


def test_published_again_after_the_translation_it_has_both(item, quiz, ukrainian):
    translate(item, ukrainian, all_but=1)
    translate(quiz, ukrainian)
    publish_quiz(quiz=quiz, actor=None)
    translate(item, ukrainian)
    publish_quiz(quiz=quiz, actor=None)
    assert QuizVersion.objects.count() == 1
    assert languages() == ["en", "uk"]
