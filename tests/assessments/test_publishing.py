"""Publishing freezes a quiz once, keeps its words apart, and refuses what cannot be graded."""

import json

import pytest

from assessments.models import Item, QuizVersion, QuizVersionText
from assessments.queries import frozen_structure, frozen_texts
from assessments.services import NotPublishable, publish_quiz, publish_texts
from tests.assessments.builders import locale, make_item, make_quiz

pytestmark = pytest.mark.django_db


def rewrite(item, raw):
    item.interaction = Item._meta.get_field("interaction").to_python(json.dumps(raw))
    item.save()


def test_publishing_writes_structure_without_words_and_words_without_key():
    version = publish_quiz(quiz=make_quiz([make_item("a"), make_item("b")]), actor=None)
    assert "choice" in str(version.structure)
    assert "for everybody" not in str(version.structure)
    words = version.texts.get()
    assert "for everybody" in str(words.texts)
    assert "key" not in str(words.texts)


def test_publishing_twice_gives_the_same_version():
    quiz = make_quiz([make_item("a")])
    first = publish_quiz(quiz=quiz, actor=None)
    assert publish_quiz(quiz=quiz, actor=None) == first
    assert QuizVersion.objects.count() == 1
    assert QuizVersionText.objects.count() == 1


def test_a_changed_key_is_the_next_version_and_the_old_one_stays_as_it_was():
    item = make_item("a")
    quiz = make_quiz([item])
    first = publish_quiz(quiz=quiz, actor=None)
    kept = dict(first.structure)
    raw = item.interaction.get_prep_value()
    raw[0]["value"]["choices"][1]["value"]["correct"] = False
    raw[0]["value"]["choices"][2]["value"]["correct"] = True
    rewrite(item, raw)
    second = publish_quiz(quiz=quiz, actor=None)
    assert second.number == 2
    first.refresh_from_db()
    assert first.structure == kept
    assert frozen_structure(first).digest != frozen_structure(second).digest


def test_changed_words_are_a_new_revision_of_the_same_version():
    item = make_item("a")
    quiz = make_quiz([item])
    version = publish_quiz(quiz=quiz, actor=None)
    raw = item.interaction.get_prep_value()
    raw[0]["value"]["prompt"] = "Better words?"
    rewrite(item, raw)
    assert publish_quiz(quiz=quiz, actor=None) == version
    assert [text.revision for text in version.texts.order_by("revision")] == [1, 2]
    assert frozen_texts(version, "en").by_item[str(item.translation_key)].prompt == "Better words?"


def test_a_late_translation_arrives_without_a_new_version():
    item = make_item("a")
    quiz = make_quiz([item])
    version = publish_quiz(quiz=quiz, actor=None)
    assert frozen_texts(version, "uk").language == "en"
    make_item("a", words="укр ", code="uk", translation_key=item.translation_key)
    uk_quiz = make_quiz([item], title="Перевір себе", code="uk")
    uk_quiz.translation_key = quiz.translation_key
    uk_quiz.save()
    assert publish_quiz(quiz=uk_quiz, actor=None) == version
    assert frozen_texts(version, "uk").title == "Перевір себе"
    assert frozen_texts(version, "uk").by_item[str(item.translation_key)].prompt == "укр a?"


def test_words_of_an_untranslated_quiz_are_refused_with_the_count():
    version = publish_quiz(quiz=make_quiz([make_item("a"), make_item("b")]), actor=None)
    with pytest.raises(NotPublishable) as refused:
        publish_texts(version=version, locale=locale("ro"))
    assert refused.value.reasons == ["2 questions are not translated."]


def test_a_quiz_without_questions_is_refused():
    with pytest.raises(NotPublishable):
        publish_quiz(quiz=make_quiz([]), actor=None)


def test_an_opinion_question_is_refused():
    with pytest.raises(NotPublishable):
        publish_quiz(quiz=make_quiz([make_item("a", answer_level=1)]), actor=None)
    assert QuizVersion.objects.count() == 0
