"""Exporting a pack: the same bytes, in this database and in a fresh one, and what authors changed since."""

import json
from pathlib import Path

import pytest
from django.db import transaction
from wagtail_localize.models import StringTranslation, TranslationSource

from assessments.models import Item, Quiz
from cms.exchange.problems import Problems
from cms.queries.content import is_content_current
from cms.services import publish_import
from curriculum.models import Competency, CompetencyFramework, UnitPage
from lessons.models import LessonPage
from packs.exchange import source
from packs.models import Pack, PackName
from packs.services import check_pack, export_pack, import_pack
from tests.factories.questions import block_id
from tests.packs.conftest import row_counts
from tests.packs.small_pack import changed, zipped

pytestmark = pytest.mark.django_db

COURSE = Path(__file__).resolve().parents[2] / "content" / "personal-dignity"
LESSON, LESSON_UK = "lessons/1-1/lesson.en.md", "lessons/1-1/lesson.uk.md"
GUIDE = "lessons/1-1/guide.en.md"
QUIZ, QUIZ_UK = "lessons/1-1/quiz.en.yaml", "lessons/1-1/quiz.uk.yaml"


def exported(pack_id="small"):
    return export_pack(pack_id=pack_id).files


def lesson():
    return LessonPage.objects.get(locale__language_code="en")


def publish(page):
    """Publish as if its reviewers had approved it."""
    publish_import(revision=page.save_revision(), actor=None)


def differing(files, others):
    return sorted(name for name in files.keys() | others.keys() if files.get(name) != others.get(name))


# --- The same bytes -----------------------------------------------------------------------------------------------
def test_the_course_in_this_repository_breaks_no_rule_and_lacks_nothing():
    assert not any(check_pack(source=COURSE).gaps.values())


def test_a_pack_comes_back_byte_for_byte(imported, files):
    assert differing(exported(), files) == []


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_in_which_a_database_gives_competencies_says_nothing(imported, files, turned):
    chosen = LessonPage.competencies.through.objects.filter(lessonpage_id=lesson().pk)
    numbers = sorted(chosen.values_list("competency_id", flat=True), reverse=turned)
    assert len(numbers) > 1
    chosen.delete()
    for number in numbers:
        LessonPage.competencies.through.objects.create(lessonpage_id=lesson().pk, competency_id=number)
    kept = TranslationSource.objects.get_for_instance(lesson())
    content = json.loads(kept.content_json)
    kept.content_json = json.dumps(content | {"competencies": content["competencies"][::-1]})
    assert is_content_current(kept, lesson())
    assert differing(exported(), files) == []


def test_an_export_gives_a_fresh_database_the_same_rows(files):
    exports, names = [], []
    given = files
    for _turn in range(2):
        with transaction.atomic():
            import_pack(source=zipped(given), actor_id=None)
            given = exported()
            exports.append(given)
            names.append(set(PackName.objects.values_list("name", "uuid")))
            transaction.set_rollback(True)
    assert exports[0] == exports[1] == files
    assert names[0] == names[1]


def test_an_export_writes_no_rows_and_no_revisions(imported):
    before = row_counts()
    exported()
    assert row_counts() == before


def test_an_incomplete_translation_comes_back_as_far_as_it_goes(again, files):
    files = changed(files, LESSON_UK, "<!-- activity s2b -->\nНамалюй.\n\n", "")
    files = changed(files, QUIZ_UK, "    feedback_wrong: Не так.\n", "")
    again(files)
    report = export_pack(pack_id="small")
    assert differing(report.files, files) == []
    assert {language: sorted(names) for language, names in report.incomplete.items()} == {
        "uk": ["item/l11-q2", "lesson/l11"]
    }


# --- What authors changed -----------------------------------------------------------------------------------------
def test_a_text_that_an_author_changed_is_exported_and_its_old_translation_is_not(imported, files):
    page = lesson()
    page.summary = "About other things."
    publish(page)
    out = exported()
    assert differing(out, changed(files, LESSON, "About small things.", "About other things.")) == [LESSON_UK]
    assert out[LESSON_UK] == changed(files, LESSON_UK, "summary: Про малі речі.\n", "")[LESSON_UK]


def test_a_draft_is_not_exported(imported, files):
    page = lesson()
    page.summary = "Not yet."
    page.save_revision()
    assert differing(exported(), files) == []


def test_a_translators_change_is_exported(imported, files):
    StringTranslation.objects.filter(data="Назвати річ.").update(data="Назвати одну річ.")
    assert differing(exported(), changed(files, LESSON_UK, "Назвати річ.", "Назвати одну річ.")) == []


def test_a_block_that_an_author_added_gets_a_short_name_and_keeps_it(imported, again):
    page = lesson()
    body = page.body.get_prep_value()
    body[2]["value"]["content"].insert(0, {"type": "text", "id": block_id("new"), "value": "<p>New.</p>"})
    body.append(
        {
            "type": "step",
            "id": block_id("step"),
            "value": {
                "heading": "Last",
                "part": "",
                "content": [{"type": "help", "id": block_id("help"), "value": {"text": "<p>Help.</p>"}}],
            },
        }
    )
    page.body = json.dumps(body)
    publish(page)
    text = exported()[LESSON].decode()
    assert "<!-- text s3a -->\nNew.\n" in text
    assert "<!-- step s4 -->\n## Last\n\n<!-- help s4h -->\nHelp.\n" in text
    assert exported()[LESSON].decode() == text
    assert again(exported()).changed.total() == 0, "its own export is nothing new to an installation"


def test_a_question_and_a_choice_that_an_author_added_get_names(imported):
    item = Item.objects.get(translation_key=PackName.objects.get(name="item/l11-q1").uuid, locale__language_code="en")
    raw = item.interaction.get_prep_value()
    more = {"text": "another", "correct": False, "feedback": "", "misconception": "All the same."}
    raw[0]["value"]["choices"].append({"type": "item", "id": block_id("c"), "value": more})
    item.interaction = json.dumps(raw)
    item.save()
    statement = dict.fromkeys(("feedback", "feedback_right", "feedback_wrong"), "") | {
        "prompt": "New.",
        "answer": "true",
        "misconception": "Old.",
    }
    new = Item.objects.create(
        name="New",
        locale=item.locale,
        interaction=json.dumps([{"type": "true_false", "id": block_id("n"), "value": statement}]),
    )
    quiz = Quiz.objects.get(locale=item.locale)
    quiz.questions = json.dumps(
        [*quiz.questions.get_prep_value(), {"type": "question", "id": block_id("q"), "value": new.pk}]
    )
    quiz.save()
    text = exported()[QUIZ].decode()
    assert "      - id: c\n        text: another\n        misconception: All the same.\n" in text
    assert "  - id: l11-q4\n    kind: true_false\n    answer: true\n    difficulty: recall\n    prompt: New.\n" in text


def test_a_lesson_that_an_author_added_comes_along(imported, files):
    page = lesson()
    copy = page.copy(update_attrs={"slug": "small-lesson-2", "title": "Another", "number": "1.2"}, keep_live=False)
    copy.quiz = None
    publish(copy)
    out = exported()
    assert b"- {id: l12, path: lessons/1-2}" in out["manifest.yaml"]
    assert b"{lesson: l12, language: en, status: draft" in out["manifest.yaml"], "a copy was reviewed by nobody"
    assert out["lessons/1-2/lesson.en.md"].startswith(b'---\nid: l12\nnumber: "1.2"\nslug: small-lesson-2\n')
    assert "lessons/1-2/lesson.uk.md" not in out


def test_a_unit_and_a_competency_that_an_author_added_come_along(imported, files):
    framework = CompetencyFramework.objects.get(locale__language_code="en")
    Competency.objects.create(framework=framework, code="D3", statement="Can rest.", locale=framework.locale)
    course = lesson().get_parent().get_parent()
    unit = UnitPage(title="Part two", slug="part-2", locale=course.locale)
    course.add_child(instance=unit)
    out = exported()
    more = "  - id: d3\n    statement:\n      en: Can rest.\n"
    assert out["competencies.yaml"] == files["competencies.yaml"] + more.encode()
    assert b"  - id: m2\n    slug: part-2\n    title:\n      en: Part two\nreview:" in out["manifest.yaml"]


def test_what_the_pack_dropped_is_not_exported_again(imported, again, files):
    files = changed(
        files, "competencies.yaml", "  - id: d2\n    statement:\n      en: Can ask.\n      uk: Може запитати.\n", ""
    )
    files = changed(files, LESSON, "[d1, d2]", "[d1]")
    files = changed(files, QUIZ, "competency: d2", "competency: d1")
    files = changed(files, QUIZ, "    shuffle: false\n", "")
    again(files)
    assert Competency.objects.filter(code="D2").exists(), "other content may point at it"
    assert differing(exported(), files) == []


# --- Where to ---------------------------------------------------------------------------------------------------------
def test_a_folder_and_a_zip_hold_the_same_files(imported, files, tmp_path):
    export_pack(pack_id="small", target=tmp_path / "small")
    export_pack(pack_id="small", target=tmp_path / "small.zip")
    problems = Problems()
    assert source.read(tmp_path / "small", problems) == files
    assert source.read(tmp_path / "small.zip", problems) == files
    assert problems == []
    first = (tmp_path / "small.zip").read_bytes()
    export_pack(pack_id="small", target=tmp_path / "small.zip")
    assert (tmp_path / "small.zip").read_bytes() == first


def test_an_unknown_pack_is_named():
    with pytest.raises(Pack.DoesNotExist):
        export_pack(pack_id="nothing")
