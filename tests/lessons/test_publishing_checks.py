"""A lesson goes public only when its checks are content, through whichever door."""

import json

import pytest
from django.core.exceptions import ValidationError

from lessons.checks import lesson_problems


def test_a_complete_lesson_is_published(site_tree):
    assert list(lesson_problems(site_tree.lesson)) == []
    site_tree.lesson.save_revision().publish()


def test_minutes_that_do_not_add_up_are_refused(site_tree):
    site_tree.lesson.minutes = 30
    with pytest.raises(ValidationError, match="45 minutes"):
        site_tree.lesson.save_revision().publish()


def test_a_lesson_that_mentions_harm_needs_help_and_a_safety_note(site_tree):
    lesson = site_tree.lesson
    lesson.content_level = 1
    assert list(lesson_problems(lesson)) == []
    lesson.guide = json.dumps([])
    steps = lesson.body.get_prep_value()
    lesson.body = json.dumps(steps[:1])
    assert len(list(lesson_problems(lesson))) == 2


def test_a_level_2_lesson_is_not_read_by_strangers(client, site_tree):
    url = "/en/course-1/module-1/lesson-1/"
    assert "Some text." in client.get(url).content.decode()
    site_tree.lesson.content_level = 2
    site_tree.lesson.save()
    page = client.get(url).content.decode()
    assert "Some text." not in page
    assert "read together with a teacher" in page
