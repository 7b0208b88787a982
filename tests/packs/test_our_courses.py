"""The courses of this repository: sound, complete in the languages they promise, and apart from each other."""

from collections import Counter
from functools import cache

import pytest
from django.conf import settings

from cms.exchange.problems import Gap, Problems
from packs.exchange import lint, pack, source

pytestmark = pytest.mark.pure

CONTENT = settings.BASE_DIR / "content"
COURSES = sorted(path.name for path in CONTENT.iterdir())
# The school programme and the plays are whole in four languages; the others in two, and their names in all.
WHOLE = {"personal-dignity": {"uk", "ro", "ru"}, "four-plays": {"uk", "ro", "ru"}}
NAMED = ("manifest.yaml", "competencies.yaml", "rubrics.yaml", "facts.yaml")


@cache
def read(name):
    problems = Problems()
    files = source.read(CONTENT / name, problems)
    found = pack.read(files, problems)
    assert not [str(problem) for problem in problems]
    return found


@pytest.mark.parametrize("name", COURSES)
def test_a_course_keeps_the_rules_of_the_house(name):
    assert [str(problem) for problem in lint.problems(read(name))] == []


@pytest.mark.parametrize("name", COURSES)
def test_a_course_lacks_nothing_in_the_languages_it_promises(name):
    course = read(name)
    assert set(course.manifest.languages) == {"en", "uk", "ro", "ru"}
    for language in course.manifest.languages[1:]:
        found = list(lint.gaps(course, language))
        assert [str(one) for one in found if not isinstance(one, Gap)] == []
        is_whole = language in WHOLE.get(name, {"uk"})
        lacking = [str(gap) for gap in found if is_whole or gap.file in NAMED]
        assert lacking == [], language


@pytest.mark.parametrize("name", COURSES)
def test_every_question_says_something_after_the_answer(name):
    course = read(name)
    silent = [
        f"{files.path} {language} {item.id}"
        for files in course.lessons.values()
        for language, quiz in files.quiz.items()
        for item in quiz.by_id.values()
        if not item.question.texts.get("feedback")
    ]
    assert silent == []


def test_every_lesson_of_the_school_programme_can_ask_what_a_class_thinks():
    course = read("personal-dignity")
    for files in course.lessons.values():
        opinions = {item.id for item in files.quiz["en"].in_class if item.answer_level}
        assert opinions, files.path
        assert opinions <= {block.keys.get("item") for block in files.guide["en"].blocks}, files.path


def test_no_two_courses_use_the_same_address_or_the_same_name_of_a_quiz():
    addresses, quizzes = Counter(), Counter()
    for name in COURSES:
        course = read(name)
        first = course.manifest.source
        addresses.update([course.manifest.course.slug])
        for files in course.lessons.values():
            addresses.update([files.lesson[first].slug])
            quizzes.update([files.quiz[first].id])
    assert [name for name, count in (addresses + quizzes).items() if count > 1] == []
