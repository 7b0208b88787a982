"""A translation goes public when it is whole and its source has not changed since: by our own check."""

import json

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from cms.models import StandardPage
from cms.queries import is_stale, translation_problems
from cms.services import ensure_home, save_translation
from curriculum.models import Competency, CompetencyFramework
from tests.factories.questions import ItemFactory, QuizFactory, block_id, choice

pytestmark = pytest.mark.django_db

BODY = json.dumps(
    [
        {"type": "text", "id": block_id("text"), "value": "<p>One.</p><p>Two.</p>"},
        {"type": "help", "id": block_id("help"), "value": {"text": "<p>Three.</p>"}},
    ]
)


@pytest.fixture
def ukrainian():
    """The language translated into."""
    ensure_home("uk")
    return Locale.objects.get(language_code="uk")


@pytest.fixture
def page(ukrainian):
    """A published page in English."""
    made = StandardPage(title="About", slug="about", body=BODY, locale=Locale.get_default())
    ensure_home("en").add_child(instance=made)
    made.save_revision().publish()
    return StandardPage.objects.get(pk=made.pk)


def translate(row, locale, *, but=()):
    """Submit a row for translation and translate its strings, all but some."""
    source, _made = TranslationSource.update_or_create_from_instance(row)
    for segment in StringSegment.objects.filter(source=source).select_related("string"):
        if segment.string.data not in but:
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                defaults={
                    "data": segment.string.data if segment.context.path == "slug" else f"укр {segment.string.data}"
                },
            )
    return Translation.objects.get_or_create(source=source, target_locale=locale)[0]


def save(translation):
    """Save a page's translation as a draft and return its revision."""
    return save_translation(translation=translation, actor=None)


def change(page):
    """Publish a change of the source."""
    page.body = BODY.replace("Two.", "Two, and more.")
    page.save_revision().publish()


def test_a_whole_translation_is_published(page, ukrainian):
    save(translate(page, ukrainian)).publish()
    target = page.get_translation(ukrainian)
    assert target.live
    assert not is_stale(target)
    assert list(translation_problems(target)) == []
    assert "укр One." in str(target.body)


def test_half_a_translation_is_refused(page, ukrainian):
    revision = save(translate(page, ukrainian, but=("Two.",)))
    with pytest.raises(ValidationError, match="1 pieces of text are not translated"):
        revision.publish()
    target = page.get_translation(ukrainian)
    assert not target.live
    assert is_stale(target)


def test_localize_itself_is_refused_half_a_translation_and_reports_it(
    page, ukrainian, django_capture_on_commit_callbacks
):
    translation = translate(page, ukrainian, but=("Two.",))
    with pytest.raises(ValidationError), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert not page.get_translation(ukrainian).live


def test_a_page_sent_to_translation_waits_as_a_draft(page, ukrainian, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translate_object(page, [ukrainian])
    assert not page.get_translation(ukrainian).live


def test_a_changed_source_makes_the_translation_stale(page, ukrainian):
    revision = save(translate(page, ukrainian))
    revision.publish()
    change(page)
    target = page.get_translation(ukrainian)
    assert target.live, "what was published stays readable"
    assert is_stale(target)
    with pytest.raises(ValidationError, match="has changed since it was translated"):
        revision.publish()


def test_translated_again_it_is_current(page, ukrainian):
    save(translate(page, ukrainian)).publish()
    change(page)
    save(translate(page, ukrainian)).publish()
    target = page.get_translation(ukrainian)
    assert not is_stale(target)
    assert "укр Two, and more." in str(target.body)


def test_strings_without_a_new_page_are_stale(page, ukrainian):
    save(translate(page, ukrainian)).publish()
    change(page)
    translate(page, ukrainian)
    assert is_stale(page.get_translation(ukrainian))


def test_an_old_revision_is_not_published_as_the_translation(page, ukrainian):
    old = save(translate(page, ukrainian))
    old.publish()
    page.body = json.dumps([*json.loads(BODY), {"type": "text", "id": block_id("new"), "value": "<p>Four.</p>"}])
    page.save_revision().publish()
    save(translate(page, ukrainian)).publish()
    with pytest.raises(ValidationError, match="older than its translation"):
        old.publish()


def test_what_only_the_tree_and_the_editor_say_makes_nothing_stale(page, ukrainian):
    save(translate(page, ukrainian)).publish()
    page.body = BODY.replace("<p>", '<p data-block-key=\\"k3y\\">')
    page.save_revision().publish()
    ensure_home("en").add_child(instance=StandardPage(title="Neighbour", slug="neighbour", locale=page.locale))
    assert not is_stale(page.get_translation(ukrainian))


def test_the_source_is_never_stale(page, ukrainian):
    translate(page, ukrainian)
    assert not is_stale(page)
    assert list(translation_problems(page)) == []


def test_a_row_that_localize_does_not_keep_in_step_is_its_own_affair(page, ukrainian):
    translation = translate(page, ukrainian)
    save(translation).publish()
    translation.enabled = False
    translation.save()
    change(page)
    assert not is_stale(page.get_translation(ukrainian))


def test_rows_without_revisions_are_seen_too(ukrainian):
    framework = CompetencyFramework.objects.create(title="Framework", locale=Locale.get_default())
    competency = Competency.objects.create(framework=framework, code="D1", statement="Can do.", locale=framework.locale)
    translate(competency, ukrainian).save_target()
    target = competency.get_translation(ukrainian)
    assert target.framework == framework, "choosers of structure keep pointing at the source"
    assert not is_stale(target)
    competency.statement = "Can do it."
    competency.save()
    assert is_stale(target)


def test_a_chooser_whose_row_is_not_translated_is_named(ukrainian):
    item = ItemFactory(name="A question", interaction=choice("single"))
    quiz = QuizFactory(items=[item], title="Quiz")
    translate(quiz, ukrainian).save_target()
    target = quiz.get_translation(ukrainian)
    assert "What it uses is not translated: A question." in list(translation_problems(target))
    translate(item, ukrainian).save_target()
    assert list(translation_problems(item.get_translation(ukrainian))) == []
