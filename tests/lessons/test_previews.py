"""An author looks at a draft on each of its screens; nobody else does, and looking leaves nothing behind."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from lessons.enums import Preview
from lessons.models import LessonPage, LessonProgress, LessonRun
from tests.factories.site import GUIDE_CANARY

pytestmark = pytest.mark.django_db
DRAFT = "A heading that nobody has published"


@pytest.fixture
def draft(site_tree) -> LessonPage:
    lesson = site_tree.lesson
    lesson.body[0].value["heading"] = DRAFT
    lesson.save_revision()
    return lesson


@pytest.fixture
def address(draft) -> str:
    return reverse("wagtailadmin_pages:view_draft", args=[draft.pk])


@pytest.fixture
def editor(client, author, sign_in) -> Client:
    return sign_in(client, author)


@pytest.mark.parametrize("screen", Preview.values)
def test_every_preview_shows_the_draft_in_the_editors_frame_and_is_kept_by_no_cache(editor, address, screen):
    answer = editor.get(address, {"mode": screen})
    page = answer.content.decode()
    assert answer.status_code == 200
    # The teacher's screen names phases, not steps.
    assert ("Opening" if screen == Preview.RUN else DRAFT) in page
    assert "no-store" in answer.headers["Cache-Control"]
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "form-action 'none'" in policy
    assert ("sandbox allow-same-origin" in policy) == (screen == Preview.NO_SCRIPT)
    assert answer.headers["Content-Language"] == "en"
    assert (GUIDE_CANARY in page) == (screen == Preview.RUN)
    # What leaves the page, keeps it or asks the server again has no place in a preview.
    scripts = re.findall(r'<script[^>]*src="[^"]*/([a-z]+)', page)
    assert scripts == ([] if screen == Preview.NO_SCRIPT else ["theme"])


def test_what_is_typed_and_not_saved_yet_is_shown_beside_the_editor(editor, draft):
    typed = {"heading": "Typed a moment ago", "part": "", "content": streamfield([("text", rich_text("<p>New.</p>"))])}
    form = {
        "title": "Topic",
        "number": "1.1",
        "minutes": "45",
        "content_level": "0",
        "slug": "lesson-1",
        "review_status": "draft",
        "objectives": streamfield([]),
        "body": streamfield([("step", typed)]),
        "materials": streamfield([]),
        "guide": streamfield([]),
        "comments": inline_formset([]),
    }
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])
    assert editor.post(address, nested_form_data(form)).json() == {"is_valid": True, "is_available": True}
    answer = editor.get(address, {"mode": "student", "in_preview_panel": "true"})
    assert "Typed a moment ago" in answer.content.decode()
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    draft.refresh_from_db()
    assert "Typed" not in str(draft.body.raw_data)


def test_the_wall_gets_no_page_whose_guide_a_template_could_reach(draft, rf):
    from lessons.views.preview_contexts import projector_context

    context = projector_context(draft)
    assert set(context) == {"title", "slides", "count"}
    assert GUIDE_CANARY not in str(context["slides"])


def test_paper_asks_the_questions_of_the_lesson_and_of_its_quiz(editor, address):
    page = editor.get(address, {"mode": "paper"}).content.decode()
    for name in ("practice", "single", "several", "statement", "order"):
        assert name in page
    assert "<form" not in page


def test_a_translation_is_shown_in_its_own_language(editor, site_tree):
    address = reverse("wagtailadmin_pages:view_draft", args=[site_tree.lesson_uk.pk])
    for screen in Preview.values:
        answer = editor.get(address, {"mode": screen})
        assert answer.headers["Content-Language"] == "uk"
        assert '<html lang="uk">' in answer.content.decode()


def test_looking_writes_no_row(editor, address, draft):
    editor.get(address, {"mode": "student"})
    with CaptureQueriesContext(
        connection,
    ) as seen:
        for screen in Preview.values:
            editor.get(address, {"mode": screen})
    assert not [query for query in seen.captured_queries if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert not LessonProgress.objects.exists()
    assert not LessonRun.objects.exists()


@pytest.mark.parametrize("who", ["teacher", "student", "coordinator"])
def test_who_may_not_edit_a_lesson_gets_no_preview_of_it(client, sign_in, request, address, who):
    answer = sign_in(client, request.getfixturevalue(who)).get(address, {"mode": "run"})
    assert answer.status_code in {302, 403}
    assert GUIDE_CANARY not in answer.content.decode()


def test_a_name_that_is_no_screen_gets_what_a_student_sees(editor, address):
    page = editor.get(address, {"mode": "elsewhere"}).content.decode()
    assert DRAFT in page
    assert GUIDE_CANARY not in page


def test_a_lesson_that_was_only_begun_can_be_looked_at(draft):
    empty = LessonPage(title="New", locale=draft.locale)
    for screen in Preview.values:
        assert empty.make_preview_request(preview_mode=screen).status_code == 200
