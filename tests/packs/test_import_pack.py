"""Importing a pack: works, refused, twice; in two languages, through wagtail-localize."""

import io
import json
from datetime import date

import pytest
from PIL import Image
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import LocaleSynchronization, StringSegment, StringTranslation, Translation

from accounts.models import User
from assessments.models import Item, Quiz, QuizVersion, QuizVersionText
from assessments.queries import frozen_texts
from assessments.services.assigning import assign_quiz
from audit.models import AuditEntry
from cms.models import CustomImage, CustomRendition, HomePage
from cms.queries import is_stale
from cms.services import publish_import
from curriculum.models import Competency, CompetencyFramework, CountryFact, CoursePage, UnitPage
from lessons.enums import ReviewStatus
from lessons.models import LessonPage
from packs.models import Pack, PackName
from packs.services import PackRefused, check_pack, import_pack
from tests.factories import StaffFactory
from tests.packs.conftest import row_counts
from tests.packs.small_pack import changed, tree_png, without, zipped

pytestmark = pytest.mark.django_db

LESSON, LESSON_UK = "lessons/1-1/lesson.en.md", "lessons/1-1/lesson.uk.md"
QUIZ, QUIZ_UK = "lessons/1-1/quiz.en.yaml", "lessons/1-1/quiz.uk.yaml"


def lesson(language="en"):
    return LessonPage.objects.get(locale__language_code=language)


def words(page):
    """Return everything the steps of a page say."""
    return json.dumps(page.body.get_prep_value(), ensure_ascii=False)


def item(prompt):
    return next(one for one in Item.objects.all() if prompt in one.interaction[0].value["prompt"])


def second_lesson(files):
    """Return the pack with a second lesson like the first."""
    files = changed(
        files,
        "manifest.yaml",
        "- {id: l11, path: lessons/1-1}",
        "- {id: l11, path: lessons/1-1}\n      - {id: l12, path: lessons/1-2}",
    )
    names = (("l11", "l12"), ("1.1", "1.2"), ("small-lesson-1", "small-lesson-2"), ("A small", "Another small"))
    more = {}
    for name, data in files.items():
        if name.startswith("lessons/"):
            text = data.decode()
            for old, new in names:
                text = text.replace(old, new)
            more[name.replace("1-1", "1-2")] = text.encode()
    return files | more


# --- Works --------------------------------------------------------------------------------------------------------
def test_the_page_tree_stands_in_both_languages(imported):
    for language, titles in {
        "en": ["Orientir", "Small course", "Part one", "A small lesson"],
        "uk": ["Orientir", "Малий курс", "Перша частина", "Мале заняття"],
    }.items():
        home = HomePage.objects.get(locale__language_code=language)
        pages = Page.objects.descendant_of(home, inclusive=True).order_by("path")
        assert [page.title for page in pages] == titles
        assert all(page.live and page.locale.language_code == language and not page.alias_of for page in pages)
        assert [page.slug for page in pages][1:] == ["small-course", "part-1", "small-lesson-1"]
    assert Page.objects.filter(depth__gt=1).count() == 8


def test_a_lesson_says_in_each_language_what_its_files_say(imported):
    page, translated = lesson(), lesson("uk")
    assert (page.number, page.minutes, page.content_level, page.audience) == ("1.1", 45, 1, "Grades 7–8")
    assert [block.value for block in page.objectives] == ["Name a thing.", "Tell two things apart."]
    assert [block.value for block in translated.objectives] == ["Назвати річ.", "Розрізнити дві речі."]
    assert [step.value["part"] for step in translated.body] == ["risk", "protect", "wayout"]
    text = translated.body[0].value["content"][0].value.source
    assert text == (
        "<p><i>Похиле</i> слово, <b>жирне</b> слово, і 2 * 3 &lt; 7.</p>"
        "<h3>Малий заголовок</h3><ol><li>Один<ul><li>глибше</li></ul></li><li>Два</li></ol>"
    )
    phase = translated.guide[1].value
    assert (phase["code"], phase["minutes"], phase["title"]) == ("OP", 5, "Початок")
    picture = translated.body[0].value["content"][2].value
    assert (picture["alt"], picture["image"].pack_path) == ("Дерево з двома птахами.", "small/media/tree.png")
    assert list(translated.body[2].value["content"][0].value["topics"]) == ["work-age", "contract"]


def test_blocks_have_the_same_ids_in_both_languages_and_everywhere(imported):
    ids = [
        [block.id for step in lesson(language).body for block in (step, *step.value["content"])]
        for language in ("en", "uk")
    ]
    assert ids[0] == ids[1]
    assert PackName.objects.get(name="lesson/l11/s1").uuid.version == 5
    assert str(PackName.objects.get(name="lesson/l11/s1").uuid) == ids[0][0]


def test_choosers_of_structure_point_at_the_source_and_questions_at_the_language(imported):
    page, translated = lesson(), lesson("uk")
    assert translated.quiz == page.quiz == Quiz.objects.get(locale__language_code="en")
    assert list(translated.competencies.all()) == list(page.competencies.all())
    asked = translated.body[1].value["content"][2].value["item"]
    assert (asked.locale.language_code, asked.interaction[0].value["prompt"]) == ("uk", "Які?")
    uk_quiz = Quiz.objects.get(locale__language_code="uk")
    assert {block.value.locale.language_code for block in uk_quiz.questions} == {"uk"}


def test_snippets_stand_in_both_languages(imported):
    assert CompetencyFramework.objects.count() == 2
    assert [row.code for row in Competency.objects.filter(locale__language_code="uk").order_by("pk")] == ["D1", "D2"]
    assert CountryFact.objects.get(locale__language_code="uk").value == "З 16 років."
    assert item("Which one?").name == "1.1 · Which one?"
    assert item("Which one?").content_level == 1
    assert item("Які?").interaction[0].value["shuffle"] is False


def test_the_quiz_is_frozen_with_the_words_of_both_languages(imported):
    version = QuizVersion.objects.get()
    assert version.pass_percent == 60
    assert sorted(QuizVersionText.objects.values_list("language", flat=True)) == ["en", "uk"]
    assert frozen_texts(version, "uk").title == "Заняття 1.1: перевір себе"
    assert [one["kind"] for one in version.structure["items"]] == ["choice", "true_false", "order"]


def test_each_language_has_its_own_review(imported):
    assert (lesson().review_status, lesson().reviewed_by, lesson().reviewed_on) == (
        ReviewStatus.CHILD_PROTECTION,
        "Olha",
        date(2026, 11, 1),
    )
    assert (lesson("uk").review_status, lesson("uk").reviewed_by, lesson("uk").reviewed_on) == ("draft", "", None)


def test_a_review_of_a_translation_arrives_alone(imported, files, again):
    row = 'language: uk, status: draft, by: "", "on": null'
    report = again(changed(files, "manifest.yaml", row, 'language: uk, status: language, by: Ivan, "on": 2026-11-20'))
    assert (lesson("uk").review_status, lesson("uk").reviewed_by) == ("language", "Ivan")
    assert lesson("uk").live
    assert lesson().review_status == "child_protection"
    assert report.changed.total() == 0
    assert report.translated.total() == 1


def test_pictures_come_with_licence_and_file(imported):
    image = CustomImage.objects.get()
    assert (image.title, image.licence, image.width, image.height) == ("A tree", "CC-BY-4.0", 8, 6)
    with image.file.open("rb") as stream:
        assert stream.read() == tree_png()


def test_translations_are_localizes_own(imported):
    assert Translation.objects.filter(enabled=True, target_locale__language_code="uk").count() == 12
    assert not [one for one in Translation.objects.all() if one.get_progress()[0] != one.get_progress()[1]]
    assert StringTranslation.objects.filter(has_error=True).count() == 0
    assert not any(is_stale(page.specific) for page in Page.objects.filter(depth__gt=2))
    assert not any(is_stale(row) for row in [*Item.objects.all(), *Quiz.objects.all(), *Competency.objects.all()])


def test_localize_shows_the_same_segments_when_it_reads_the_source_itself(imported):
    def segments():
        rows = StringSegment.objects.order_by("source_id", "order")
        return list(rows.values_list("source_id", "order", "context__path", "string__data", "attrs"))

    before = segments()
    for translation in Translation.objects.all():
        translation.source.refresh_segments()
    assert segments() == before


def test_the_actor_is_remembered(files):
    author = StaffFactory()
    import_pack(source=zipped(files), actor_id=author.pk)
    assert Pack.objects.get().imported_by_id == author.pk
    assert set(Revision.objects.exclude(object_str="Orientir").values_list("user_id", flat=True)) <= {author.pk, None}
    assert AuditEntry.objects.filter(action="pack.import").values_list("actor_id", "scope_id").get() == (
        author.pk,
        "small",
    )


# --- Twice --------------------------------------------------------------------------------------------------------
def test_a_second_import_changes_nothing(imported, files, again):
    before = row_counts()
    revisions = set(Revision.objects.values_list("pk", flat=True))
    report = again(files)
    assert row_counts() == before
    assert set(Revision.objects.values_list("pk", flat=True)) == revisions
    assert not report.has_changes
    assert not any(report.gaps.values())
    assert report.same.total() == 13


def test_a_changed_text_makes_one_revision_and_new_words(imported, files, again):
    counts = row_counts()
    files = changed(files, LESSON, "Draw it.", "Draw it twice.")
    report = again(changed(files, LESSON_UK, "Намалюй.", "Намалюй двічі."))
    assert (report.changed.total(), report.translated.total()) == (1, 1)
    assert "Draw it twice." in words(lesson())
    assert "Намалюй двічі." in words(lesson("uk"))
    assert row_counts()["wagtailcore.Revision"] == counts["wagtailcore.Revision"] + 2
    assert not is_stale(lesson("uk"))
    assert again(changed(files, LESSON_UK, "Намалюй.", "Намалюй двічі.")).has_changes is False


def test_a_changed_translation_leaves_the_source_alone(imported, files, again):
    revision = lesson().latest_revision_id
    report = again(changed(files, LESSON_UK, "Намалюй.", "Малюй!"))
    assert report.changed.total() == 0
    assert lesson().latest_revision_id == revision
    assert "Малюй!" in words(lesson("uk"))


def test_new_words_of_a_question_are_a_new_revision_of_texts_not_a_new_version(imported, files, again):
    again(changed(files, QUIZ_UK, "prompt: Яке?", "prompt: Котре?"))
    version = QuizVersion.objects.get()
    assert sorted(version.texts.values_list("language", "revision")) == [("en", 1), ("uk", 1), ("uk", 2)]


def test_a_corrected_key_is_a_new_version_with_the_same_names(imported, files, again, cohort):
    first = QuizVersion.objects.get()
    running = assign_quiz(version=first, cohort=cohort, actor=None)
    again(changed(files, QUIZ, "answer: false", "answer: true"))
    second = QuizVersion.objects.get(number=2)
    assert [one["id"] for one in second.structure["items"]] == [one["id"] for one in first.structure["items"]]
    assert second.texts.count() == 2, "the words are the same, so both languages are there"
    running.refresh_from_db()
    kept = running.version
    assert (kept, kept.structure, kept.number) == (first, first.structure, 1), "a class keeps what it was given"


def test_lessons_take_the_order_of_the_manifest(files, again):
    files = second_lesson(files)
    again(files)
    rows = ("      - {id: l11, path: lessons/1-1}\n", "      - {id: l12, path: lessons/1-2}\n")
    report = again(changed(files, "manifest.yaml", "".join(rows), "".join(reversed(rows))))
    for language in ("en", "uk"):
        unit = UnitPage.objects.get(locale__language_code=language)
        assert [page.slug for page in unit.get_children()] == ["small-lesson-2", "small-lesson-1"]
    assert not report.has_changes


def test_a_lesson_that_moves_to_another_module_moves_in_both_languages(files, again):
    files = second_lesson(files)
    again(files)
    row = "      - {id: l12, path: lessons/1-2}\n"
    unit = "  - id: m2\n    slug: part-2\n    title:\n      en: Part two\n      uk: Друга частина\n    lessons:\n"
    files = changed(files, "manifest.yaml", row, unit + row)
    again(files)
    for language in ("en", "uk"):
        units = UnitPage.objects.filter(locale__language_code=language).order_by("path")
        assert [[page.slug for page in unit.get_children()] for unit in units] == [
            ["small-lesson-1"],
            ["small-lesson-2"],
        ]
    assert not any(is_stale(page) for page in LessonPage.objects.all())
    assert again(files).has_changes is False


def test_what_the_pack_drops_stays_and_is_named(files, again):
    again(second_lesson(files))
    report = again(files)
    assert LessonPage.objects.filter(live=True).count() == 4
    assert "lesson/l12 is no longer in the pack; it stays in the database." in report.notes
    assert again(files).notes == []


def test_another_title_leaves_the_pictures_file_alone(imported, files, again):
    image = CustomImage.objects.get()
    report = again(changed(files, "manifest.yaml", "A tree", "An oak"))
    assert (CustomImage.objects.get().title, CustomImage.objects.get().file.name) == ("An oak", image.file.name)
    assert report.changed.total() == 1


def test_another_picture_replaces_the_file(imported, files, again, django_capture_on_commit_callbacks):
    image = CustomImage.objects.get()
    CustomRendition.objects.create(image=image, filter_spec="width-4", file="images/tree.png", width=4, height=3)
    with django_capture_on_commit_callbacks(execute=True):
        again({**files, "media/tree.png": tree_png("blue")})
    replaced = CustomImage.objects.get()
    assert replaced.pk == image.pk
    assert not replaced.renditions.exists()
    assert not image.file.storage.exists(image.file.name)
    with replaced.file.open("rb") as stream:
        assert stream.read() == tree_png("blue")


def test_an_editors_own_marks_are_no_change(imported, files, again):
    page = lesson()
    body = json.dumps(page.body.get_prep_value()).replace("<p>", '<p data-block-key=\\"k1\\">')
    page.body = body
    publish_import(revision=page.save_revision(), actor=None)
    assert again(files).has_changes is False


def test_what_an_author_changed_is_taken_back_to_the_packs_words(imported, files, again):
    page = lesson()
    page.summary = "Something else."
    publish_import(revision=page.save_revision(), actor=None)
    assert again(files).changed.total() == 1
    assert lesson().summary == "About small things."


def test_an_authors_draft_of_unchanged_text_is_left_alone(imported, files, again):
    page = lesson()
    page.summary = "A draft."
    draft = page.save_revision()
    assert again(files).has_changes is False
    assert lesson().latest_revision_id == draft.pk


# --- Incomplete ---------------------------------------------------------------------------------------------------
def test_a_language_that_lacks_a_paragraph_stays_unpublished(files, again):
    report = again(changed(files, LESSON_UK, "Ти можеш із кимось поговорити.", ""))
    assert [str(gap) for gap in report.gaps["uk"]] == [
        f"{LESSON_UK}, line 47: s3h has other paragraphs or list entries than the source (1 there, 0 here)"
    ]
    assert not LessonPage.objects.filter(locale__language_code="uk").exists()
    assert UnitPage.objects.filter(locale__language_code="uk", live=True).exists()
    assert QuizVersionText.objects.filter(language="uk").exists(), "its questions are whole"
    assert StringTranslation.objects.filter(data="Намалюй.").exists(), "what is there waits for the rest"


def test_a_question_that_lacks_words_keeps_quiz_and_lesson_back(files, again):
    report = again(changed(files, QUIZ_UK, "        misconception: Те — це це.\n", ""))
    assert [gap.owner for gap in report.gaps["uk"]] == ["item/l11-q1"]
    assert Item.objects.filter(locale__language_code="uk").count() == 3
    assert not Quiz.objects.filter(locale__language_code="uk").exists()
    assert not LessonPage.objects.filter(locale__language_code="uk").exists()
    assert list(QuizVersionText.objects.values_list("language", flat=True)) == ["en"]


def test_what_was_missing_is_published_when_it_comes(files, again):
    again(without(files, LESSON_UK))
    assert not LessonPage.objects.filter(locale__language_code="uk").exists()
    report = again(files)
    assert lesson("uk").live
    assert report.translated.total() == 1


def test_a_module_without_title_leaves_no_alias_behind(files, again):
    again(changed(files, "manifest.yaml", "      uk: Перша частина\n", ""))
    assert not Page.objects.filter(alias_of__isnull=False).exists()
    assert not UnitPage.objects.filter(locale__language_code="uk").exists()
    assert CoursePage.objects.filter(locale__language_code="uk", live=True).exists()


def test_a_source_that_moved_on_makes_the_published_translation_stale(imported, files, again):
    files = changed(files, LESSON, "Draw it.", "Draw it.\n\nThen look.")
    report = again(files)
    assert [gap.owner for gap in report.gaps["uk"]] == ["lesson/l11"]
    page = lesson("uk")
    assert page.live
    assert "Намалюй." in words(page), "what was published stays as it was"
    assert is_stale(page)
    report = again(changed(files, LESSON_UK, "Намалюй.", "Намалюй.\n\nПотім глянь."))
    assert report.gaps["uk"] == []
    assert not is_stale(lesson("uk"))
    assert "Потім глянь." in words(lesson("uk"))


def test_a_changed_question_keeps_the_old_words_of_its_translation_out_of_the_new_version(imported, files, again):
    files = changed(
        files,
        QUIZ,
        "      - id: b\n        text: second\n",
        "      - id: b\n        text: second\n      - id: c\n        text: third\n",
    )
    again(files)
    assert QuizVersion.objects.count() == 2
    assert list(QuizVersion.objects.get(number=2).texts.values_list("language", flat=True)) == ["en"]
    again(changed(files, QUIZ_UK, "text: друге\n", "text: друге\n      - id: c\n        text: третє\n"))
    assert sorted(QuizVersion.objects.get(number=2).texts.values_list("language", flat=True)) == ["en", "uk"]


def test_the_same_sentence_twice_in_a_block_is_said_the_same_way(files, again):
    files = changed(files, LESSON, "Draw it.", "Draw it.\n\nDraw it.")
    report = again(changed(files, LESSON_UK, "Намалюй.", "Намалюй.\n\nМалюй."))
    assert "says the same twice in one block" in str(report.gaps["uk"][0])
    assert not LessonPage.objects.filter(locale__language_code="uk").exists()


def test_a_translation_out_of_synchronisation_is_left_alone(imported, files, again):
    Translation.objects.filter(source__object_id=lesson().translation_key).update(enabled=False)
    report = again(changed(files, LESSON_UK, "Намалюй.", "Малюй!"))
    assert "Намалюй." in words(lesson("uk"))
    assert report.notes == ["lesson/l11 was taken out of synchronisation in uk and stays as it is."]


def test_aliases_of_a_synchronised_language_become_translations(files, again):
    again(without(files, LESSON_UK))
    english, ukrainian = (Locale.objects.get(language_code=code) for code in ("en", "uk"))
    LocaleSynchronization.objects.create(locale=ukrainian, sync_from=english)
    assert lesson("uk").alias_of == lesson().page_ptr
    again(files)
    assert lesson("uk").alias_of is None
    assert lesson("uk").title == "Мале заняття"
    assert Page.objects.filter(alias_of__isnull=False).count() == 0


# --- Drafts and dry runs ------------------------------------------------------------------------------------------
def test_without_publishing_everything_is_a_draft(files, again):
    again(files, publish=False)
    assert not Page.objects.filter(depth__gt=2, live=True).exists()
    assert LessonPage.objects.count() == 2
    assert QuizVersion.objects.count() == 0
    again(files)
    assert lesson().live
    assert lesson("uk").live
    assert QuizVersion.objects.count() == 1


def test_a_draft_import_does_not_change_what_readers_see(imported, files, again):
    files = changed(files, LESSON, "Draw it.", "Draw it twice.")
    again(changed(files, LESSON_UK, "Намалюй.", "Намалюй двічі."), publish=False)
    assert "twice" not in words(lesson())
    assert "двічі" not in words(lesson("uk"))


def test_a_dry_run_writes_nothing(files):
    before = row_counts()
    report = check_pack(source=zipped(files))
    assert (report.pack_id, report.languages) == ("small", ("en", "uk"))
    assert row_counts() == before


# --- Refused ------------------------------------------------------------------------------------------------------
def test_one_problem_and_nothing_is_written(files, refusal):
    assert refusal(changed(files, QUIZ, "kind: order", "kind: essay"))


def test_all_problems_are_named_at_once(files, refusal):
    files = changed(files, QUIZ, "tries: 2", "tries: 0")
    files = changed(files, "lessons/1-1/guide.en.md", "minutes=40", "minutes=41")
    files = changed(files, "manifest.yaml", "title: A tree", 'title: ""')
    assert len(refusal(files)) == 3


def test_a_slug_that_somebody_else_uses_is_a_problem(imported, files, refusal):
    other = changed(files, "manifest.yaml", "id: small", "id: other")
    problems = refusal(other)
    assert problems == [
        "manifest.yaml, slug: The slug 'small-course' is already in use within the parent page at '/en/'."
    ]


def test_what_a_page_itself_says_against_publishing_is_a_problem(files, refusal):
    problems = refusal(changed(files, LESSON, "content_level: 1", "content_level: 3"))
    assert problems == [f"{LESSON}: Content level 3 is for professionals' screens only, not for a lesson."]


def test_a_language_that_the_installation_does_not_know_is_a_problem(files, refusal):
    files = changed(files, "manifest.yaml", "[en, uk]", "[en, uk, xx]")
    assert "manifest.yaml, languages: This installation does not know the language xx." in refusal(files)


def test_a_picture_that_is_none_is_a_problem(files, refusal):
    problem = "media/tree.png: This is not a picture of the kind that its name says."
    assert refusal({**files, "media/tree.png": b"GIF89a" + bytes(50)}) == [problem]
    assert refusal({**files, "media/tree.png": tree_png()[:45]}) == [problem]


def test_a_picture_that_says_where_it_was_taken_is_a_problem(files, refusal):
    out, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x8825] = exif.get_ifd(0x8825)
    Image.new("RGB", (8, 6)).save(out, "PNG", exif=exif)
    problem = "media/tree.png: The picture says where it was taken; save it without such data."
    assert refusal({**files, "media/tree.png": out.getvalue()}) == [problem]


def test_files_of_a_refused_import_are_removed(files, refusal, settings):
    refusal(changed(files, LESSON, "content_level: 1", "content_level: 3"))
    folder = settings.MEDIA_ROOT / "original_images"
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_stranger_is_no_actor(files):
    with pytest.raises(User.DoesNotExist):
        import_pack(source=zipped(files), actor_id=999_999)


def test_refusals_speak_the_readers_language(files):
    with pytest.raises(PackRefused) as refused:
        check_pack(source=b"")
    assert str(refused.value) == "The zip file is damaged or not a zip file."
