"""Searching the public lessons: inflected words, other spellings, and nothing that is not public."""

import pytest
from django.conf import settings
from wagtail.models import Locale

from cms.exchange.lemmas import base_forms
from curriculum.enums import CourseKind
from lessons.models import LessonPage
from lessons.queries.search import find_lessons
from tests.factories.site import block_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

TEXTS = {
    "uk": "Торгівля людьми порушує гідність людини. Документ лишається в тебе. Ґанок.",
    "en": "A lesson about papers.",
}


@pytest.fixture
def written(site_tree):
    """The lesson with words to look for, in both languages."""
    for lesson in (site_tree.lesson, site_tree.lesson_uk):
        text = TEXTS[lesson.locale.language_code]
        content = [{"type": "text", "id": block_id("text"), "value": f"<p>{text}</p>"}]
        step = {"heading": "Перший крок", "part": "", "content": content}
        lesson.body = [{"type": "step", "id": block_id("s1"), "value": step}]
        lesson.save()
    return site_tree


@pytest.mark.parametrize(
    "words", ["торгівлі", "гідністю", "Документи", "документів людини", "ґанку", "ганок", "ТОРГІВЛЕЮ"]
)
def test_an_inflected_word_finds_the_lesson(written, words):
    (found,) = find_lessons(words, "uk")
    assert (found.lesson, found.course) == (written.lesson_uk, written.lesson_uk.get_parent().get_parent().title)


@pytest.mark.parametrize("words", ["гідністю паперами", "вертоліт", "", "…", "' OR 1=1 --", "\x00", "слово " * 50])
def test_what_is_not_there_is_not_found(written, words):
    assert find_lessons(words, "uk") == []


def test_letters_that_people_leave_out_do_not_matter():
    forms = [
        {form for pair in base_forms(word, "ru", settings.WORDS_DIR) for form in pair} for word in ("съемка", "съёмка")
    ]
    assert forms[0] & forms[1]
    assert base_forms("Ґанок", "uk", settings.WORDS_DIR) == [("ганок", "ганок")]


def test_guides_level_two_drafts_and_professional_courses_stay_out(written):
    lesson = written.lesson_uk
    assert find_lessons("teacher", "uk") == []
    lesson.content_level = 2
    lesson.save()
    assert find_lessons("документи", "uk") == []
    LessonPage.objects.filter(pk=lesson.pk).update(content_level=0, live=False)
    assert find_lessons("документи", "uk") == []
    LessonPage.objects.filter(pk=lesson.pk).update(live=True)
    course = lesson.get_parent().get_parent().specific
    course.kind = CourseKind.PROFESSIONAL
    course.save()
    assert find_lessons("документи", "uk") == []


def test_the_page_keeps_what_was_asked_out_of_its_address(written, client):
    assert Locale.objects.filter(language_code="uk").exists()
    page = client.get("/uk/search/")
    assert page.status_code == 200
    found = client.post("/uk/search/", {"words": "документами"})
    assert found.status_code == 200
    assert found["Cache-Control"] == "no-store"
    assert written.lesson_uk.title in found.text
    assert "no lesson has these words" in client.post("/en/search/", {"words": "helicopters"}).text.lower()
