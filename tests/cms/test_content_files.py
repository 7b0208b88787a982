"""Fields, YAML and marked files: what is read is typed, what is wrong is named, what is written is canonical."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.exchange import marked_files, plain_text, yaml_files
from cms.exchange.fields import Fields
from cms.exchange.problems import MOST_PROBLEMS, Problems
from cms.exchange.yaml_files import Inline, InlineMap

pytestmark = pytest.mark.pure

FILE = "file.yaml"
KEPT = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff") | st.just("\n")
YAML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(KEPT, max_size=30) | st.dates(),
    lambda below: (
        st.lists(below, max_size=4) | st.dictionaries(st.text(KEPT, min_size=1, max_size=10), below, max_size=4)
    ),
    max_leaves=10,
)


def load(text):
    problems = Problems()
    return yaml_files.load(text, FILE, problems), [str(problem) for problem in problems]


def fields(content):
    problems = Problems()
    return Fields(content, FILE, problems), problems


@given(st.dictionaries(st.text(KEPT, min_size=1, max_size=10), YAML, max_size=5))
def test_everything_written_is_read_again_and_written_alike(content):
    text = yaml_files.dump(content)
    assert load(text) == (content, [])
    assert yaml_files.dump(load(text)[0]) == text


def test_a_file_is_readable():
    content = {
        "id": "l11",
        "number": "1.1",
        "codes": Inline(["a", "b"]),
        "rows": [InlineMap({"a": 1, "on": None})],
        "text": "Ключ: «слово», мʼята…",
        "prompt": "What is this?",
        "day": date(2026, 11, 22),
        "long": "word " * 60 + "end",
    }
    assert yaml_files.dump(content).split("\n")[:8] == [
        "id: l11",
        'number: "1.1"',
        "codes: [a, b]",
        "rows:",
        '  - {a: 1, "on": null}',
        'text: "Ключ: «слово», мʼята…"',
        "prompt: What is this?",
        "day: 2026-11-22",
    ]
    assert yaml_files.dump(content).count("\n") == 9


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: &x [1]\nb: *x", "file.yaml, line 1: Anchors and aliases are not read here."),
        ("a: !!python/object:os.system x", "file.yaml, line 1: Tags are not read here."),
        ("a: 1\nb: 2\na: 3", "file.yaml, line 3: The key a stands here twice."),
        ("1: a", "file.yaml, line 1: The key 1 must be text; put it in quotes."),
        ("on: a", "file.yaml, line 1: The key on must be text; put it in quotes."),
        ("a: [" * 20, "file.yaml, line 1: This is nested too deeply."),
        ("a: b: c", "file.yaml, line 1: This is not readable YAML: mapping values are not allowed in this context."),
        ("a: 2026-13-40", "file.yaml: This is not readable YAML: month must be in 1..12"),
        ("a:\n  - b\n c", "file.yaml, line 3: This is not readable YAML"),
    ],
)
def test_what_the_subset_leaves_out_is_named(text, problem):
    content, problems = load(text)
    assert content is None
    assert problems[0].startswith(problem)


@given(st.text(max_size=200))
def test_any_text_is_content_or_a_problem(text):
    problems = Problems()
    kept = plain_text.decode(text.encode("utf-8", "surrogatepass"), FILE, problems)
    content = yaml_files.load(kept, FILE, problems) if kept is not None else None
    assert content is None or not problems


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xff\xfe", "file.yaml: The file is not text in UTF-8."),
        ("a\nb\u202ec".encode(), "file.yaml, line 2: There is a character that cannot be kept (U+202E)."),
        (b"a\x00", "file.yaml, line 1: There is a character that cannot be kept (U+0000)."),
        (b"x" * 1_000_001, "file.yaml: The file is larger than 1000 kB."),
    ],
)
def test_bytes_that_are_no_text_are_refused(data, problem):
    problems = Problems()
    assert plain_text.decode(data, FILE, problems) is None
    assert [str(one) for one in problems] == [problem]


def test_line_ends_and_marks_of_other_systems_are_taken_off():
    assert plain_text.decode(b"\xef\xbb\xbfa\r\nb", FILE, Problems()) == "a\nb"


def test_fields_are_typed():
    source, problems = fields(
        {"id": "l11", "n": 3, "yes": True, "day": date(2026, 1, 2), "list": ["a"], "kind": "b", "t": {"en": "x"}}
    )
    assert source.identifier("id") == "l11"
    assert source.whole("n", 1, 5) == 3
    assert source.flag("yes") is True
    assert source.day("day") == date(2026, 1, 2)
    assert source.strings("list", most=5) == ("a",)
    assert source.choice("kind", ["a", "b"]) == "b"
    assert source.texts("t", ["en", "uk"], most=5) == {"en": "x"}
    source.end()
    assert problems == []


@pytest.mark.parametrize(
    ("value", "read", "message"),
    [
        (None, lambda source: source.text("x", most=5), "This field is missing."),
        ("", lambda source: source.text("x", most=5), "This field is empty."),
        (1.5, lambda source: source.text("x", most=5), "This should be text; put it in quotes."),
        ("abcdef", lambda source: source.text("x", most=5), "This is longer than 5 characters."),
        ("A b", lambda source: source.identifier("x"), "A short name has only small letters, digits and hyphens."),
        (True, lambda source: source.whole("x", 1, 5), "This should be a whole number from 1 to 5."),
        (9, lambda source: source.whole("x", 1, 5), "This should be a whole number from 1 to 5."),
        ("yes", lambda source: source.flag("x"), "This should be true or false, without quotes."),
        ("c", lambda source: source.choice("x", ["a", "b"]), "This should be one of: a, b."),
        ("2026-01-02", lambda source: source.day("x"), "This should be a date such as 2026-11-22, without quotes."),
        ("a", lambda source: source.strings("x", most=5), "This should be a list of texts; put each in quotes."),
        ([1], lambda source: source.strings("x", most=5), "This should be a list of texts; put each in quotes."),
        (["a", "a"], lambda source: source.identifiers("x"), "A name stands here twice."),
        ("a", lambda source: list(source.children("x")), "This should be a list."),
    ],
)
def test_a_wrong_value_is_named_with_its_field(value, read, message):
    source, problems = fields({"x": value})
    read(source)
    assert [(problem.place, problem.message) for problem in problems] == [("x", message)]


def test_a_text_needs_its_source_language():
    source, problems = fields({"title": {"uk": "слово"}})
    assert source.texts("title", ["en", "uk"], most=9) == {"uk": "слово"}
    assert [str(problem) for problem in problems] == [
        "file.yaml, title.en: The text in the source language is missing."
    ]


def test_unknown_fields_and_places_below_are_named():
    source, problems = fields({"rows": [{"id": "a", "colour": 1}, 7]})
    for row in source.children("rows"):
        row.identifier("id", required=False)
        row.end()
    assert [problem.place for problem in problems] == ["rows[a].colour", "rows[1]"]


def test_only_the_first_problems_are_kept():
    problems = Problems()
    for number in range(MOST_PROBLEMS + 50):
        problems.add(FILE, str(number), "wrong")
    assert len(problems) == MOST_PROBLEMS + 1


MARKED = "---\nid: a\n---\n<!-- step s1 part=risk -->\n## Heading\n\n<!-- text s1a -->\nWords.\n"


def test_a_marked_file_comes_back_unchanged():
    problems = Problems()
    document = marked_files.read(MARKED, FILE, problems)
    assert problems == []
    assert [(section.kind, section.id, section.number, section.attributes) for section in document.sections] == [
        ("step", "s1", 4, {"part": "risk"}),
        ("text", "s1a", 7, {}),
    ]
    for section in document.sections:
        section.lines = [(number, text) for number, text in section.lines if text]
    assert marked_files.write({"id": "a"}, iter(document.sections)) == MARKED


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id: a\n", "line 1: The file starts with its fields"),
        ("---\nid: a\n---\nLost.\n<!-- text a -->", "line 4: Text before the first marker belongs to no block."),
        ("---\nid: a\n---\n<!-- text A b -->", "line 4: A marker reads"),
        ("---\nid: a\n---\n<!--text a-->", "line 4: A marker reads"),
        ("---\nid: a\n---\n<!-- text a -->\n<!-- text a -->", "line 5: The name a stands here twice."),
        ("---\nid: a\n---\n<!-- text a x=1 x=2 -->", "line 4: The marker names a key twice."),
        ("---\nid: a\n  b\n: c\n---\n", "line 4: This is not readable YAML"),
    ],
)
def test_a_wrong_marked_file_is_named_with_its_line(text, problem):
    problems = Problems()
    marked_files.read(text, FILE, problems)
    assert any(f"{FILE}, {problem}" in str(one) for one in problems), problems
