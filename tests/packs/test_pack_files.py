"""A pack's files are read whole, and every mistake is named with its file and place."""

import pytest

from cms.exchange.problems import Gap, Problems
from packs.exchange import lint, pack, source
from tests.packs.small_pack import changed, small_pack, without, zipped

pytestmark = pytest.mark.pure

MANIFEST = "manifest.yaml"
LESSON, LESSON_UK = "lessons/1-1/lesson.en.md", "lessons/1-1/lesson.uk.md"
GUIDE, GUIDE_UK = "lessons/1-1/guide.en.md", "lessons/1-1/guide.uk.md"
QUIZ, QUIZ_UK = "lessons/1-1/quiz.en.yaml", "lessons/1-1/quiz.uk.yaml"


def judged(files):
    """Return the problems and the gaps of a pack, as a person reads them."""
    problems = Problems()
    read = source.read(zipped(files), problems)
    doc = pack.read(read, problems) if not problems else None
    found = []
    if doc is not None:
        problems.extend(lint.problems(doc))
        found = list(lint.gaps(doc, "uk"))
    gaps = [str(gap) for gap in found if isinstance(gap, Gap)]
    return [str(one) for one in [*problems, *(one for one in found if not isinstance(one, Gap))]], gaps


def test_the_small_pack_has_neither_problems_nor_gaps():
    assert judged(small_pack()) == ([], [])


def test_what_is_read_is_written_alike():
    problems = Problems()
    files = small_pack()
    doc = pack.read(files, problems)
    assert doc is not None
    assert pack.write(doc) == files


def at(name, problem):
    """Return how a problem of a file begins: a place and a sentence, or a colon and a sentence."""
    return name + problem if problem.startswith(":") else f"{name}, {problem}"


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (MANIFEST, "orientir-pack/1", "other/2", "format: This version reads orientir-pack/1 only."),
        (MANIFEST, "id: small", "id: Small Pack", "id: A short name has only small letters"),
        (MANIFEST, "[en, uk]", "[en, en]", "languages: This should be different language codes"),
        (MANIFEST, "source_language: en", "source_language: ro", "source_language: The source"),
        (MANIFEST, "path: lessons/1-1", "path: ../1-1", "units[m1].lessons[l11].path: A path is"),
        (MANIFEST, "    en: Small course\n", "", "course.title.en: The text in the source language is"),
        (MANIFEST, "by: Olha", 'by: ""', "review[0]: A review has a name and a date."),
        (MANIFEST, '"on": null', "on: null", "line 30: The key on must be text; put it in quotes."),
        (MANIFEST, "media/tree.png", "media/tree.svg", "media[0].path: A picture is media/name.png"),
        (MANIFEST, "attribution: Somebody", "atribution: x", "atribution: This field is not known here."),
        (MANIFEST, "lesson: l11, language: uk", "lesson: l99, language: uk", "review: There is no lesson"),
        ("competencies.yaml", "id: d2", "id: d1", "competencies[d1].id: The name d1 stands here twice."),
        ("facts.yaml", "country: UA", "country: Ukraine", "facts[ua-age].country: This is longer than 2"),
        ("facts.yaml", "2027-05-01", "2026-05-01", "facts[ua-age].next_check_on: The next check comes after"),
        ("facts.yaml", "work-age", "weather", "facts[ua-age].topic: This should be one of: minimum-wage"),
        (LESSON, 'number: "1.1"', "number: 1.1", "number: This should be text; put it in quotes."),
        (LESSON, "minutes: 45", "minutes: 0", "minutes: This should be a whole number from 1 to 240."),
        (LESSON, "[d1, d2]", "[d1, d7]", "competencies: There is no competency d7."),
        (LESSON, "## First step", "# First step", "line 16: A step has one heading"),
        (LESSON, "<!-- step s1 part=risk -->", "<!-- text s0 -->", "line 15: The first marker of a lesson opens"),
        (LESSON, "part=risk", "part=fun", "line 15: A step's marker says part=risk|protect|wayout or nothing."),
        (LESSON, "<!-- text s1a -->", "<!-- poem s1a -->", "line 18: There is no block called poem here."),
        (LESSON, "<!-- activity s2b -->", "<!-- activity s2a -->", "line 42: The name s2a stands here twice."),
        (LESSON, "Draw it.", "", "line 42: This block is empty."),
        (LESSON, "Draw it.", "See [there](x).", "line 43: A link is not possible here"),
        (LESSON, "- **Thing**: what", "- Thing: what", "line 26: Words are explained in a list"),
        (LESSON, " item=l11-p1", "", "line 45: The marker lacks item=…."),
        (LESSON, "item=l11-p1 -->", "item=l11-p1 -->\n\nWords.", "line 45: This block has no text of its own."),
        (LESSON, "item=l11-p1", "item=l11-q1", "question: The lesson asks l11-q1, which does not stand under"),
        (LESSON, "topics=work-age,contract", "topics=weather", "line 50: The marker's topics is not valid."),
        (LESSON, "image=media/tree.png", "image=media/house.png", "s1p: The manifest does not name this picture."),
        (LESSON, "A tree with two birds.", "word " * 60, "line 30: This is longer than 200 characters."),
        (LESSON, "part=wayout", "part=risk", ": No step carries part=wayout"),
        (LESSON, "<!-- help s3h -->", "<!-- text s3h -->", "line 47: The last step has a help block."),
        (LESSON, "Invented: Ira", "word " * 118, "line 35: Step s2 has 123 words; a step has at most 120."),
        (LESSON_UK, "Іра чекає", "слово " * 118, "line 30: Step s2 has 121 words; a step has at most 120."),
        (LESSON_UK, "<!-- step s1 -->", "<!-- step s1 part=risk -->", "line 10: Only the file in the source"),
        (LESSON_UK, "id: l11", "id: l11\nminutes: 45", "minutes: Only the file in the source language"),
        (LESSON_UK, "<!-- text s1a -->", "<!-- text s1x -->", "s1x: The source has no block of this name."),
        (LESSON_UK, "<!-- story s2a -->", "<!-- text s2a -->", "line 33: The block s2a is called story in"),
        (LESSON_UK, "<!-- activity s2b -->\n", "<!-- activity s2b -->\n### Більше\n", "line 37: The source has no"),
        (GUIDE, "minutes=40", "minutes=35", ": The phases add up to 40 minutes, the lesson has 45."),
        (GUIDE, "code=OP", "code=XX", "line 9: The marker's code is not valid."),
        (GUIDE, "### Opening\n", "", "line 9: This block begins with a heading: ### and its words."),
        (GUIDE, "<!-- safety g1 -->", "<!-- background g1 -->", ": The guide has no safety note."),
        (GUIDE, "id: l11", "id: l12", "id: The manifest calls this lesson l11."),
        (QUIZ, "correct: true\n        text: this", "text: this", "items[l11-q1].choices: No choice is"),
        (QUIZ, "        misconception: That is this.\n", "", "items[l11-q1].choices[b].misconception: A wrong"),
        (QUIZ, "Who says why?", "Why? " * 90, "items[l11-q1].reteach: Five minutes are 90 words at most; this has 93"),
        (QUIZ, "    misconception: All at once.\n", "", "items[l11-q3].misconception: An order says what"),
        (QUIZ, "kind: order", "kind: essay", "items[l11-q3].kind: This should be one of: choice, true_false, order"),
        (QUIZ, "answer: false", "answer: maybe", "items[l11-q2].answer: This should be true or false"),
        (QUIZ, "id: l11-q2", "id: l11-p1", "practice[l11-p1]: The name stands in the file twice; a question to"),
        (QUIZ, "competency: d2", "competency: d7", "l11-q2.competency: There is no competency d7."),
        (QUIZ, "pass_percent: 60", "pass_percent: 600", "pass_percent: This should be a whole number from 0 to 100."),
        (QUIZ_UK, "- id: l11-q2", "- id: l11-q9", "items[l11-q9]: The source has no question of this name."),
        (QUIZ_UK, "    prompt: Яке?", "    kind: choice\n    prompt: Яке?", "items[l11-q1].kind: Only the file in"),
        (QUIZ_UK, "text: ці\n", "text: ці\n        feedback: Так.\n", "practice[l11-p1].choices[a].feedback: The"),
        (QUIZ_UK, "id: l11-quiz", "id: other", "id: The source's file is called l11-quiz."),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_file_and_place(name, old, new, problem):
    problems, _gaps = judged(changed(small_pack(), name, old, new))
    assert any(one.startswith(at(name, problem)) for one in problems), problems


@pytest.mark.parametrize(("kind", "asks_help"), [("vocational", True), ("professional", False)])
def test_a_course_that_prevents_nothing_is_asked_for_no_way_out(kind, asks_help):
    pack = changed(changed(small_pack(), LESSON, " part=wayout", ""), LESSON, "<!-- help s3h -->", "<!-- text s3h -->")
    problems, _gaps = judged(changed(pack, MANIFEST, "course:\n", f"course:\n  kind: {kind}\n"))
    assert not any("part=" in one for one in problems)
    assert any("help block" in one for one in problems) is asks_help


@pytest.mark.parametrize(
    ("name", "old", "new", "gap"),
    [
        (MANIFEST, "    uk: Усі\n", "", "course/course.audience.uk: is not translated"),
        ("facts.yaml", "      uk: З 16 років.\n", "", "facts[ua-age].value.uk: is not translated"),
        ("competencies.yaml", "      uk: Може запитати.\n", "", "competencies[d2].statement.uk: is"),
        (LESSON_UK, "summary: Про малі речі.\n", "", "summary: is not translated"),
        (LESSON_UK, "  - Назвати річ.\n", "", "objectives: has 1 entries, the source has 2"),
        (LESSON_UK, "## Другий крок", "", "line 30: is not translated"),
        (LESSON_UK, "<!-- activity s2b -->\nНамалюй.\n", "", "s2b: is missing"),
        (LESSON_UK, "2. Два", "", "line 13: s1a has other paragraphs or list entries than the source"),
        (LESSON_UK, "Намалюй.", "**Намалюй.**", "line 37: s2b has a paragraph that is bold or italic as"),
        (LESSON_UK, "- **Інша річ**: решта.\n", "", "line 21: has 1 entries, the source has 2"),
        (LESSON_UK, "\n\nНамальовано вручну.", "", "line 25: is not translated"),
        (GUIDE_UK, "  - Папір\n", "  - Папір\n  - Клей\n", "materials: has 2 entries, the source has 1"),
        (QUIZ_UK, "    feedback_wrong: Не так.\n", "", "items[l11-q2].feedback_wrong: is not translated"),
        (QUIZ_UK, "    reteach: \"Підніміть", "    # \"", "items[l11-q1].reteach: is not translated"),
        (QUIZ_UK, "      - id: b\n        text: друге\n", "", "items[l11-q3].choices[b]: is missing"),
    ],
)  # fmt: skip
def test_what_a_translation_lacks_is_named_and_is_no_mistake(name, old, new, gap):
    problems, gaps = judged(changed(small_pack(), name, old, new))
    assert problems == []
    assert any(one.startswith(at(name, gap)) for one in gaps), gaps


def test_missing_and_unmentioned_files_are_named():
    files = without(small_pack(), QUIZ, "media/tree.png") | {"lessons/1-1/lesson.ua.md": b"x"}
    assert judged(files)[0] == [
        f"{QUIZ}: The file is missing.",
        "media/tree.png: The file is missing.",
        "lessons/1-1/lesson.ua.md: The pack does not mention this file.",
    ]


def test_a_language_without_files_has_gaps_only():
    problems, gaps = judged(without(small_pack(), LESSON_UK, GUIDE_UK, QUIZ_UK))
    assert problems == []
    assert {gap.split(":")[0] for gap in gaps} == {LESSON_UK, GUIDE_UK, QUIZ_UK}


def test_names_are_used_once_in_a_pack():
    files = changed(
        small_pack(),
        MANIFEST,
        "- {id: l11, path: lessons/1-1}",
        "- {id: l11, path: lessons/1-1}\n      - {id: l12, path: lessons/1-2}",
    )
    second = {
        name.replace("1-1", "1-2"): data.replace(b"id: l11\n", b"id: l12\n")
        for name, data in files.items()
        if name.startswith("lessons/")
    }
    problems, _gaps = judged(files | second)
    assert f"lessons/1-2/lesson.en.md, slug: small-lesson-1 is used in {LESSON} already." in problems
    assert f"lessons/1-2/quiz.en.yaml, item: l11-q1 is used in {QUIZ} already." in problems
