"""Opinions and sensitive questions travel in a pack: asked by its guide, counted in class, in no quiz."""

import pytest

from assessments.models import Item
from cms.exchange.problems import Problems
from lessons.exchange.class_questions import asks_experience
from lessons.models import LessonPage
from lessons.queries.placed import placed_questions
from packs.exchange import lint, pack
from packs.services import export_pack
from tests.packs.small_pack import changed, small_pack

EN = """\
in_class:
  - id: l11-c1
    kind: likert
    competency: d1
    difficulty: judge
    answer_level: 1
    prompt: Is it rude to say no?
    choices:
      - id: a
        text: not at all
      - id: b
        text: it depends
      - id: c
        text: very
    feedback: A calm no is enough.
  - id: l11-c2
    kind: choice
    cardinality: single
    difficulty: judge
    answer_level: 2
    prompt: Who is to blame for a trick?
    choices:
      - id: a
        correct: true
        text: whoever tricks
      - id: b
        text: whoever is tricked
        misconception: Trust is a fault.
"""
UK = """\
in_class:
  - id: l11-c1
    prompt: Чи нечемно казати «ні»?
    choices:
      - id: a
        text: зовсім ні
      - id: b
        text: залежить
      - id: c
        text: дуже
    feedback: Спокійного «ні» досить.
  - id: l11-c2
    prompt: Хто винен в обмані?
    choices:
      - id: a
        text: хто обманює
      - id: b
        text: кого обманюють
        misconception: Довіра — провина.
"""
QUIZ, QUIZ_UK = "lessons/1-1/quiz.en.yaml", "lessons/1-1/quiz.uk.yaml"


def asking():
    """The small pack, whose guide asks two questions."""
    files = small_pack()
    for language, text in (("en", EN), ("uk", UK)):
        quiz, guide = f"lessons/1-1/quiz.{language}.yaml", f"lessons/1-1/guide.{language}.md"
        files[quiz] += text.encode()
        names = (" item=l11-c1", " item=l11-c2") if language == "en" else ("", "")
        for number, (before, name) in enumerate(zip(("phase p2", "boarding b1"), names, strict=True), 1):
            marker = f"<!-- question q{number}{name} -->\n\n<!-- {before}"
            files = changed(files, guide, f"<!-- {before}", marker)
    return files


@pytest.fixture
def files():
    return asking()


@pytest.mark.django_db
def test_what_the_guide_asks_comes_in_with_its_level_and_goes_out_byte_for_byte(imported, files, again):
    levels = dict(Item.objects.filter(locale__language_code="en").values_list("name", "answer_level"))
    assert sorted(levels.values()) == [0, 0, 0, 0, 1, 2]
    page = LessonPage.objects.get(locale__language_code="en")
    placed = list(placed_questions(page))
    assert [(row.answer_level, row.phase, sorted(row.texts)) for row in placed] == [
        (1, 0, ["en", "uk"]),
        (2, 1, ["en", "uk"]),
    ]
    assert export_pack(pack_id="small").files == files
    assert not again(files).has_changes


def problems(files):
    """Return what reading and linting say against files."""
    found = Problems()
    doc = pack.read(files, found)
    return [str(problem) for problem in (*found, *(lint.problems(doc) if doc else ()))]


ASKED, SECOND = "    prompt: Which one?", "    kind: choice\n    cardinality: single\n    difficulty: judge\n"
REFUSED = {
    "experience": (QUIZ, "answer_level: 2", "answer_level: 3", "Nobody is asked what they have lived through"),
    "a quiz": (QUIZ, ASKED, f"    answer_level: 1\n{ASKED}", "A quiz takes answer level 0 only"),
    "an opinion with a key": (QUIZ, "answer_level: 2", "answer_level: 1", "neither right nor wrong"),
    "several": (QUIZ, SECOND, SECOND.replace("single", "multiple"), "only one choice is counted"),
    "not asked": ("lessons/1-1/guide.en.md", "<!-- question q1 item=l11-c1 -->\n", "", "guide does not ask"),
    "a story": (QUIZ, "Is it rude to say no?", "Have you ever said no?", "lived through"),
    "a translated story": (QUIZ_UK, "Хто винен в обмані?", "Чи було таке з тобою?", "lived through"),
    "a level of a translation": (QUIZ_UK, "    prompt: Хто", "    answer_level: 1\n    prompt: Хто", "source language"),
}


@pytest.mark.pure
def test_a_guide_that_asks_well_has_nothing_against_it():
    assert problems(asking()) == []


@pytest.mark.pure
@pytest.mark.parametrize("name", REFUSED)
def test_what_a_question_for_a_class_may_not_be_is_named(name):
    file, old, new, said = REFUSED[name]
    assert any(said in problem for problem in problems(changed(asking(), file, old, new)))


@pytest.mark.pure
def test_questions_about_ones_own_life_are_known_in_four_languages():
    own = ["Has anyone ever hit you?", "Чи тебе колись ображали?", "Ți s-a întâmplat asta?", "Бывало ли такое с тобой?"]
    others = ["Do people of your age find it hard?", "Чи важко людям твого віку?", "Le este greu?", "Трудно ли людям?"]
    assert [asks_experience(text) for text in own + others] == [True] * 4 + [False] * 4
