"""Rubrics and the questions that a person marks, in a pack: in, out, and refused where they have no place."""

import pytest
from wagtail.models import Locale

from assessments.models import Item, Quiz, QuizVersion, Rubric
from assessments.queries import frozen_structure, frozen_texts
from curriculum.models import CoursePage
from packs.services import export_pack
from tests.packs.work_pack import work_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def files():
    """The pack whose quiz asks for work."""
    return work_pack()


def test_it_comes_back_byte_for_byte_and_is_frozen_in_both_languages(imported, files, again):
    assert export_pack(pack_id="small").files == files
    assert set(CoursePage.objects.values_list("kind", flat=True)) == {"vocational"}
    version = QuizVersion.objects.get()
    assert version.needs_marking
    text, upload = frozen_structure(version).items
    assert (text.max_score, text.words, upload.files) == (6, 80, 2)
    assert [one.least for one in upload.criteria] == [2, 0]
    words = frozen_texts(version, "uk").by_item[text.id]
    assert words.choices[f"{text.criteria[0].id}:3"].text == "самостійно й пояснено"
    assert not again(files).has_changes
    assert QuizVersion.objects.count() == 1


def test_a_rubric_that_an_author_added_gets_a_name_and_comes_along(imported):
    english = Locale.objects.get(language_code="en")
    mine = Rubric.objects.get(locale=english)
    mine.pk, mine.name = None, "My own"
    mine.translation_key = Quiz.objects.first().translation_key  # any other key
    mine.save()
    item = Item.objects.filter(locale=english).order_by("pk")[0]
    item.interaction[0].value["rubric"] = mine
    item.save()
    out = export_pack(pack_id="small").files
    assert b"name: My own" in out["rubrics.yaml"]
    assert b"rubric: rubric1" in out["lessons/1-1/quiz.en.yaml"]


def test_what_does_not_fit_is_refused_by_name(refusal, files):
    prevention = files | {"manifest.yaml": files["manifest.yaml"].replace(b"  kind: vocational\n", b"")}
    assert any("prevention course" in line or "vocational" in line for line in refusal(prevention))
    nameless = files | {"rubrics.yaml": files["rubrics.yaml"].replace(b"id: plan", b"id: other")}
    assert any("There is no rubric plan." in line for line in refusal(nameless))
    quiz = "lessons/1-1/quiz.en.yaml"
    without = files | {quiz: files[quiz].replace(b"    rubric: plan\n    words: 80\n", b"")}
    assert any("Choose the rubric" in line for line in refusal(without))


def test_a_rubric_that_is_not_translated_keeps_its_quiz_out_of_the_language(again, files):
    half = files | {"rubrics.yaml": files["rubrics.yaml"].replace("          uk: Порядок\n".encode(), b"")}
    report = again(half)
    assert any(gap.owner == "rubric/plan" for gap in report.gaps["uk"])
    assert list(QuizVersion.objects.get().texts.values_list("language", flat=True)) == ["en"]
