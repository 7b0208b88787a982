"""A lesson on paper: what students read and whom to call, for whoever may read it on the screen."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from cms.enums import ContentLevel
from lessons.models import LessonPage
from lessons.queries.handouts import handout
from lessons.views import handout as views
from tests.factories.site import GUIDE_CANARY, UKRAINIAN

pytestmark = pytest.mark.django_db


def test_it_says_what_students_read_and_never_the_guide(site_tree):
    with override("uk"):
        said = handout(site_tree.lesson_uk, "https://school.example/uk/lesson/")
    assert UKRAINIAN in str(said.data["steps"])
    assert GUIDE_CANARY not in str(said.data)
    assert said.data["help"]["rows"][0]["number"] == "112"
    assert said.data["help"]["rows"][-1]["note"], "it ends with people, not with nothing"


def test_everybody_prints_a_public_lesson_once_made(client, site_tree, monkeypatch):
    cache.clear()
    address = reverse("public_handout", args=[site_tree.lesson.pk])
    first = client.get(address)
    assert first.content.startswith(b"%PDF-")
    assert first.headers["Content-Disposition"].startswith('attachment; filename="lesson-')
    monkeypatch.setattr(views, "sheet_pdf", None)
    assert client.get(address).content == first.content


@pytest.fixture
def people(student, teacher):
    """Who prints for a class, and where."""
    return ((student, "own_handout"), (teacher, "class_handout"))


def test_a_story_is_printed_in_class_only(client, site_tree, given_lesson, people, sign_in):
    LessonPage.objects.update(content_level=ContentLevel.STORY)
    assert client.get(reverse("public_handout", args=[site_tree.lesson.pk])).status_code == 404
    for person, name in people:
        answer = sign_in(client, person).get(reverse(name, args=[given_lesson.public_id]))
        assert answer.content.startswith(b"%PDF-")
        assert answer.headers["Cache-Control"] == "no-store"
