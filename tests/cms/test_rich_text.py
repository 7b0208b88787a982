"""Formatted text survives the way from the editor to a file and back, and a file's mistakes are named by line."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cms.exchange import markdown, marked_files
from cms.exchange.problems import Problems
from cms.exchange.rich_text import Entry, List, Paragraph, Run, from_html, texts, tidy, to_html, without_editor_marks

pytestmark = pytest.mark.pure

CONTENT = Path(__file__).resolve().parents[2] / "content"
FILE = "lesson.en.md"


def read(text):
    problems = Problems()
    nodes = markdown.read(list(enumerate(text.split("\n"), 1)), FILE, problems)
    return nodes, [(problem.place, problem.message) for problem in problems]


WORDS = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"]) | st.sampled_from(" *_`\\<>[]()#-+|~=!&.1\"'«»\n"),
    min_size=1,
    max_size=12,
)
RUNS = st.lists(st.builds(Run, WORDS, st.booleans(), st.booleans()), min_size=1, max_size=4).map(tuple)
LISTS = st.recursive(
    st.builds(List, st.lists(st.builds(Entry, RUNS), min_size=1, max_size=3).map(tuple), st.booleans()),
    lambda below: st.builds(
        List,
        st.lists(st.builds(Entry, RUNS, st.lists(below, max_size=2).map(tuple)), min_size=1, max_size=2).map(tuple),
        st.booleans(),
    ),
    max_leaves=4,
)
TEXTS = st.lists(st.builds(Paragraph, RUNS, st.just(False)) | LISTS, max_size=4).map(tidy)


@given(TEXTS)
def test_every_text_comes_back_from_html(nodes):
    assert from_html(to_html(nodes)) == nodes


@given(TEXTS)
def test_every_text_comes_back_from_markdown(nodes):
    lines = markdown.write(nodes)
    back, problems = read("\n".join(lines))
    assert problems == []
    assert back == nodes
    assert markdown.write(back) == lines


@given(st.text(max_size=200))
def test_any_html_becomes_text_that_a_file_can_hold(html):
    nodes = from_html(html)
    assert tidy(nodes) == nodes
    assert from_html(to_html(nodes)) == nodes


@given(st.text(max_size=200))
def test_any_lines_become_a_text_or_named_problems(text):
    nodes, problems = read(text)
    assert all(place and message for place, message in problems)
    if not problems:
        assert read("\n".join(markdown.write(nodes))) == (nodes, [])


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>Plain.</p>", ["Plain."]),
        ("<p>A <b>bold</b> and an <i>italic</i> word.</p>", ["A **bold** and an *italic* word."]),
        ("<p><strong>x</strong><em>y</em></p>", ["**x***y*"]),
        ("<p><b>both <i>styles</i></b></p>", ["**both** ***styles***"]),
        ("<p><b>a: </b>word</p>", ["**a:** word"]),
        ("<h3>Rules</h3><ul><li>one</li><li>two</li></ul><p>x</p>", ["### Rules", "- one", "- two", "", "x"]),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", ["1. a", "   - b", "2. c"]),
        ("<p>one<br/>two</p>", ["one\\", "two"]),
        ('<p data-block-key="ab12">2 * 3 &lt; 7 &amp; _x_</p>', ["2 \\* 3 < 7 & \\_x\\_"]),
        (
            "<p>1. not a list</p><p>- nor this</p><p># nor that</p>",
            ["1\\. not a list", "", "\\- nor this", "", "\\# nor that"],
        ),
        ("<p></p><p> </p><ul><li></li></ul>", []),
        ("<ul><li><ul><li>deep</li></ul></li></ul>", ["- deep"]),
    ],
)
def test_html_and_its_lines(html, lines):
    nodes = from_html(html)
    assert markdown.write(nodes) == lines
    assert read("\n".join(lines)) == (nodes, [])


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("fine\n\n[here](https://example.org)", "line 3", "A link"),
        ("<b>bold</b>", "line 1", "HTML"),
        ("a `code` word", "line 1", "Code"),
        ("![a tree](tree.png)", "line 1", "A picture"),
        ("one\ntwo", "line 2", "stands on one line"),
        ("- one\ntwo", "line 2", "stands on one line"),
        ("# Heading", "line 1", "cannot start like this"),
        ("> quoted", "line 1", "cannot start like this"),
        ("| a | b |", "line 1", "cannot start like this"),
        ("* star", "line 1", "cannot start like this"),
        ("2024. A year", "line 1", "cannot start like this"),
        ("1. one\n3. three", "line 2", "run 1, 2, 3"),
        ("  indented", "line 1", "not indented"),
        ("2 * 3", "line 1", "does not end"),
        ("****four****", "line 1", "row of asterisks"),
    ],
)
def test_what_the_subset_leaves_out_is_named_with_its_line(text, place, words):
    _nodes, problems = read(text)
    assert any(where == place and words in message for where, message in problems), problems


def test_the_words_are_read_in_order():
    nodes, _problems = read("### A\nb **c**\n\n1. d\n   - e")
    assert list(texts(nodes)) == ["A", "b c", "d", "e"]


def test_marks_of_the_editor_do_not_count():
    stored = [{"value": {"text": '<p data-block-key="x1">a</p>', "other": 3}}]
    assert without_editor_marks(stored) == [{"value": {"text": "<p>a</p>", "other": 3}}]


def others_html(text):
    """Return what a reader of ordinary Markdown sees, in our tags."""
    html = MarkdownIt("commonmark").render(text)
    for theirs, ours in (("strong>", "b>"), ("em>", "i>"), ("<br />\n", "<br/>"), ("<li>\n", "<li>"), ("&quot;", '"')):
        html = html.replace(theirs, ours)
    return re.sub(r">\n+", ">", html).strip()


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*/lessons/*/*.md")), ids=lambda path: "/".join(path.parts[-2:]))
def test_other_readers_see_what_we_publish(path):
    problems = Problems()
    document = marked_files.read(path.read_text(), path.name, problems)
    for section in document.sections:
        lines = [line for line in section.lines if not line[1].startswith("## ")]
        ours = to_html(markdown.read(lines, path.name, problems))
        assert ours == others_html("\n".join(text for _number, text in lines)), section.id
    assert problems == []
