"""A lesson goes public only when its checks are content, through whichever door."""

import json

import pytest
from django.core.exceptions import ValidationError

from curriculum.enums import FactTopic
from curriculum.models import CountryFact, CoursePage
from lessons.checks import facts_advice, house_problems, lesson_problems
from lessons.queries.safety_words import untranslated
from tests.factories.site import with_all_parts


def test_a_complete_lesson_is_published(site_tree):
    assert list(lesson_problems(with_all_parts(site_tree.lesson))) == []
    site_tree.lesson.save_revision().publish()


def test_minutes_that_do_not_add_up_are_refused(site_tree):
    site_tree.lesson.minutes = 30
    with pytest.raises(ValidationError, match="45 minutes"):
        site_tree.lesson.save_revision().publish()


def test_a_lesson_that_mentions_harm_needs_help_and_a_safety_note(site_tree):
    lesson = with_all_parts(site_tree.lesson)
    lesson.content_level = 1
    assert list(lesson_problems(lesson)) == []
    lesson.guide = json.dumps([])
    steps = lesson.body.get_prep_value()
    steps[-1]["value"]["content"] = steps[0]["value"]["content"]
    lesson.body = json.dumps(steps)
    assert len(list(lesson_problems(lesson))) == 2


def test_a_level_2_lesson_is_not_read_by_strangers(client, site_tree):
    url = "/en/course-1/module-1/lesson-1/"
    assert "Some text." in client.get(url).content.decode()
    site_tree.lesson.content_level = 2
    site_tree.lesson.save()
    page = client.get(url).content.decode()
    assert "Some text." not in page
    assert "read together with a teacher" in page


def changed(lesson, **texts):
    """Return what is said against a complete lesson whose first step or name was changed."""
    lesson = with_all_parts(lesson)
    steps = lesson.body.get_prep_value()
    lesson.slug = texts.pop("slug", lesson.slug)
    steps[0]["value"].update(texts)
    lesson.body = json.dumps(steps)
    return list(lesson_problems(lesson))


LONG = [{"type": "text", "value": "<p>A <b>wo</b>rd</p><ul><li>" + "and " * 119 + "</li></ul>"}]
BLIND = [{"type": "picture", "value": {"image": None, "alt": " ", "caption": ""}}]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({}, None),
        ({"part": ""}, "part=risk;"),
        ({"content": LONG}, "Step First step has 121 words"),
        ({"content": BLIND}, "Step “First step”: the picture has no words"),
        ({"slug": "stop-trafficking"}, "says “trafficking”"),
        ({"slug": "торгівля-людьми"}, "says “торгівля”"),
        ({"slug": "roads-and-traffic-lights"}, None),
    ],
)
def test_each_house_rule_is_told_with_its_place(texts, said, site_tree):
    problems = changed(site_tree.lesson, **texts)
    assert [said in problem for problem in problems] == ([True] if said else [])


def test_a_course_for_professionals_needs_neither_the_parts_nor_the_help_block(site_tree):
    CoursePage.objects.update(kind="professional")
    assert list(house_problems(site_tree.lesson)) == []


def test_a_language_without_its_safety_words_is_named(monkeypatch):
    assert untranslated("en") == []
    monkeypatch.setattr("lessons.queries.safety_words.gettext", lambda words: words)
    assert "Leave this page" in untranslated("uk")


def test_facts_that_grew_old_are_an_advice_and_no_refusal(site_tree, settings):
    lesson = with_all_parts(site_tree.lesson)
    steps = lesson.body.get_prep_value()
    steps[0]["value"]["content"].append({"type": "facts", "value": {"topics": FactTopic.values[:2]}})
    lesson.body = json.dumps(steps)
    CountryFact.objects.create(
        country=settings.COUNTRY, topic=FactTopic.values[0], value="100", source="Law", verified_by="Olena",
        verified_on="2020-01-01", next_check_on="2020-06-01", locale=lesson.locale,
    )  # fmt: skip
    missing, old = facts_advice(lesson)
    assert "no fact" in missing
    assert "2020" in old
    assert list(lesson_problems(lesson)) == []
