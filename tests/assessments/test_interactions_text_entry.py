"""Text entry: what counts as the same answer, marking from the stored identifier, and what staff see."""

import unicodedata

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from assessments.interactions.base import AnswerCode, AnswerError, CellState, FrozenError
from assessments.interactions.packing import PackEntry, PackQuestion
from assessments.interactions.text_entry import logic, pack
from assessments.interactions.text_entry.normalising import clean, normalised

pytestmark = pytest.mark.pure

ID = "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b11"
WORDS = {"right": "м'ята", "also": "мʼята перцева", "slip": "мята"}
BOOLEANS = {"case_matters": st.booleans(), "fold_letters": st.booleans()}


def one_box(**changes):
    """One box with two right spellings and a frequent mistake."""
    choices = [{"id": "right", "gap": 1}, {"id": "also", "gap": 1}, {"id": "slip", "gap": 1, "correct": False}]
    data = {"id": ID, "kind": "text_entry", "gaps": 1, "choices": choices}
    return logic.frozen_from_json(data | changes)


def two_gaps(**changes):
    choices = [{"id": "a", "gap": 1}, {"id": "b", "gap": 2}, {"id": "c", "gap": 2, "correct": False}]
    return logic.frozen_from_json({"id": ID, "kind": "text_entry", "gaps": 2, "choices": choices} | changes)


def texts_of(frozen, words=None, passage=""):
    words = words or {known.id: known.id for known in frozen.choices}
    choices = {name: {"text": text, "feedback": f"why {name}"} for name, text in words.items()}
    choices = {name: entry | {"misconception": f"belief {name}"} for name, entry in choices.items()}
    data = {"prompt": "What?", "passage": passage, "misconception": "belief", "choices": choices}
    return logic.texts_from_json(frozen, data)


def read(frozen, texts, **fields):
    posted = {name.replace("_", "-") if name != "dont_know" else name: [value] for name, value in fields.items()}
    return logic.read_answer(frozen, texts, MultiValueDict(posted))


@pytest.mark.parametrize(
    "typed",
    [
        "м'ята",
        "М’ЯТА",
        "мʼята",
        "м`ята",
        "м‘ята",
        "  м'ята  ",
        "м'ята.",
        "м\N{SOFT HYPHEN}'ята",
        unicodedata.normalize("NFD", "м'ята"),
    ],
)
def test_spaces_capitals_and_apostrophes_do_not_matter(typed):
    answer = read(one_box(), texts_of(one_box(), WORDS), gap_1=typed)
    assert answer.gaps[0].entry == "right"
    assert logic.grade(one_box(), answer) == 1


@pytest.mark.parametrize(
    ("known", "typed", "is_same"),
    [
        ("ґанок", "ганок", True),
        ("ёлка", "елка", True),
        ("йод", unicodedata.normalize("NFD", "йод"), True),
        ("йод", "иод", False),
        ("їжак", "ижак", False),
        ("two words", "two\N{NO-BREAK SPACE}  words", True),
        ("two words", "two\N{THIN SPACE}words", True),
        ("two words", "twowords", False),
        ("e-mail", "e\N{NON-BREAKING HYPHEN}mail", True),
        ("«так»", '"так"', True),
        ("Straße", "STRASSE", True),
        ("?", "?", True),
        ("?", "!", False),
        ("așa", "asa", False),
    ],
)
def test_which_spellings_are_alike(known, typed, is_same):
    frozen = one_box(choices=[{"id": "right", "gap": 1}])
    answer = read(frozen, texts_of(frozen, {"right": known}), gap_1=typed)
    assert (answer.gaps[0].entry == "right") is is_same


def test_an_author_may_let_capitals_and_letters_count():
    strict = one_box(case=True, fold=False, choices=[{"id": "right", "gap": 1}])
    texts = texts_of(strict, {"right": "Ґанок"})
    assert [read(strict, texts, gap_1=word).gaps[0].entry for word in ("Ґанок", "ґанок", "Ганок")] == ["right", "", ""]


@given(text=st.text(), **BOOLEANS)
def test_normalising_twice_changes_nothing(text, case_matters, fold_letters):
    once = normalised(text, case_matters=case_matters, fold_letters=fold_letters)
    assert normalised(once, case_matters=case_matters, fold_letters=fold_letters) == once


@given(text=st.text(), form=st.sampled_from(["NFC", "NFD"]), **BOOLEANS)
def test_composed_and_decomposed_letters_are_the_same(text, form, case_matters, fold_letters):
    same = normalised(unicodedata.normalize(form, text), case_matters=case_matters, fold_letters=fold_letters)
    assert same == normalised(text, case_matters=case_matters, fold_letters=fold_letters)


@given(
    st.lists(st.text("абвґгё'’ʼ`", min_size=1), min_size=1, max_size=4),
    st.lists(st.sampled_from("'\u2019\u02bc`"), min_size=1),
    st.sampled_from([" ", "  ", "\N{NO-BREAK SPACE}", "\N{THIN SPACE} ", "\t"]),
)
def test_any_apostrophe_and_any_space_is_as_good_as_another(words, signs, space):
    def other(word):
        return "".join(signs[place % len(signs)] if sign in "'’ʼ`" else sign for place, sign in enumerate(word))

    plain = normalised(" ".join(words), case_matters=True, fold_letters=True)
    assert normalised(space.join(map(other, words)), case_matters=True, fold_letters=True) == plain


@given(st.text())
def test_what_is_kept_is_clean_and_cleaning_it_again_changes_nothing(text):
    kept = clean(text)
    assert clean(kept) == kept == kept.strip()
    assert "\0" not in kept
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in kept)


def test_what_was_typed_is_marked_by_its_identifier_so_that_marking_needs_no_words():
    frozen = one_box()
    stored = read(frozen, texts_of(frozen, WORDS), gap_1=" МЯТА ").to_json()
    assert stored == {"gaps": {"1": {"text": "МЯТА", "entry": "slip"}}}
    answer = logic.answer_from_json(frozen, stored)
    assert logic.grade(frozen, answer) == 0
    assert logic.misconceptions(frozen, texts_of(frozen, WORDS), answer) == ["belief slip"]


def test_each_language_has_its_own_words():
    frozen = one_box(choices=[{"id": "right", "gap": 1}])
    for word in ("paper", "папір", "hârtie"):
        assert read(frozen, texts_of(frozen, {"right": word}), gap_1=word.upper()).gaps[0].entry == "right"
    assert read(frozen, texts_of(frozen, {"right": "папір"}), gap_1="paper").gaps[0].entry == ""


def test_all_right_spellings_are_one_option_and_what_nobody_foresaw_is_another():
    frozen, texts = one_box(), texts_of(one_box(), WORDS)
    assert logic.options(frozen) == ("right", "slip")
    assert logic.picked(frozen, read(frozen, texts, gap_1="М’ята перцева")) == ("right",)
    other = read(frozen, texts, gap_1="кропива")
    assert logic.picked(frozen, other) == (":1",)
    assert logic.is_option(frozen, ":1")
    assert logic.option_text(frozen, texts, "right") == "м'ята / мʼята перцева"
    assert logic.option_misconception(frozen, texts, ":1") == "belief"
    assert [logic.option_mark(frozen, option) for option in ("right", "slip", ":1")] == ["A", "C", "≠"]


def test_gaps_may_be_worth_a_part_and_are_commented_one_by_one():
    frozen = two_gaps(partial=True, max_score=3)
    texts = texts_of(frozen, passage="First [2], then [1].")
    answer = read(frozen, texts, gap_1="a", gap_2="c")
    assert logic.grade(frozen, answer) == logic.partial_share(frozen, answer) * 3
    assert logic.cell(frozen, answer).state is CellState.PARTIAL
    assert logic.cell(frozen, answer).text == "1/2"
    assert logic.chosen_labels(frozen, texts, answer) == ["1. c", "2. a"]
    said = logic.feedback(frozen, texts, answer)
    assert [(entry.label, entry.text, entry.is_right) for entry in said] == [
        ("1. c", "why c", False),
        ("2. a", "why a", True),
    ]
    assert logic.grade(two_gaps(), answer) == 0


def test_the_page_shows_the_boxes_in_the_order_of_the_language():
    frozen = two_gaps()
    shown = logic.view(frozen, texts_of(frozen, passage="First [2], then [1]."), ["1", "2"], {"gap-1": ["x"]})
    boxes = [part for part in shown["parts"] if "gap" in part]
    assert [(box["field"], box["number"], box["value"]) for box in boxes] == [("gap-2", 1, ""), ("gap-1", 2, "x")]
    single = logic.view(one_box(), texts_of(one_box(), WORDS), ["1"], {})
    assert [part["field"] for part in single["parts"]] == ["gap-1"]


@pytest.mark.parametrize(
    ("fields", "code", "named"),
    [
        ({}, AnswerCode.INCOMPLETE, ("gap-1", "gap-2")),
        ({"gap_1": "a", "gap_2": " \N{ZERO WIDTH SPACE}"}, AnswerCode.INCOMPLETE, ("gap-2",)),
        ({"gap_1": "a" * 81, "gap_2": "b"}, AnswerCode.TOO_LONG, ("gap-1",)),
        ({"gap_1": "a", "gap_2": " " * 401}, AnswerCode.TOO_LONG, ("gap-2",)),
    ],
)
def test_what_is_missing_or_too_long_is_named(fields, code, named):
    frozen = two_gaps()
    with pytest.raises(AnswerError) as refused:
        read(frozen, texts_of(frozen, passage="[1] [2]"), **fields)
    assert (refused.value.code, refused.value.fields) == (code, named)


@pytest.mark.parametrize(
    "data",
    [
        {"gaps": {}},
        {"gaps": {"1": "a", "2": "b"}},
        {"gaps": {"1": {"text": "a", "entry": ""}}},
        {"gaps": {"1": {"text": "a", "entry": ""}, "2": {"text": "", "entry": ""}}},
        {"gaps": {"1": {"text": "a", "entry": ""}, "2": {"text": " b", "entry": ""}}},
        {"gaps": {"1": {"text": "a", "entry": ""}, "2": {"text": "b\0", "entry": ""}}},
        {"gaps": {"1": {"text": "a", "entry": "b"}, "2": {"text": "b", "entry": "b"}}},
        {"gaps": {"1": {"text": "a" * 81, "entry": ""}, "2": {"text": "b", "entry": ""}}},
        {"gaps": {"1": {"text": "a", "entry": "", "more": 1}, "2": {"text": "b", "entry": ""}}},
        {"gaps": {"1": {"text": "a", "entry": ""}, "2": {"text": "b", "entry": ""}, "3": {"text": "b", "entry": ""}}},
    ],
)
def test_a_stored_answer_of_another_shape_is_refused(data):
    with pytest.raises(AnswerError):
        logic.answer_from_json(two_gaps(), data)


@pytest.mark.parametrize(
    "changes",
    [
        {"gaps": 3},
        {"gaps": 1},
        {"gaps": 0},
        {"choices": []},
        {"choices": [{"id": "a", "gap": 1, "correct": False}, {"id": "b", "gap": 2}]},
        {"choices": [{"id": "a", "gap": 1}, {"id": "a", "gap": 2}]},
        {"choices": [{"id": "a", "gap": 1}, {"id": "gap 2", "gap": 2}]},
        {"choices": "ab"},
    ],
)
def test_content_that_cannot_be_answered_is_refused(changes):
    with pytest.raises(FrozenError):
        two_gaps(**changes)


@pytest.mark.parametrize("passage", ["", "[1]", "[1] [1] [2]", "[1] [2] [3]"])
def test_a_passage_holds_each_gap_once(passage):
    with pytest.raises(FrozenError, match="passage"):
        texts_of(two_gaps(), passage=passage)


def question(*choices, passage="", **settings):
    entries = tuple(
        PackEntry(name, {"text": text, "misconception": "m"}, {"gap": gap, "correct": right})
        for name, text, gap, right in choices
    )
    texts = {"prompt": "What?", "misconception": "m"} | ({"passage": passage} if passage else {})
    return PackQuestion(texts, {"choices": entries}, {"case": False, "fold_letters": True} | settings)


def test_a_pack_is_told_what_keeps_the_question_from_being_asked():
    assert list(pack.problems(question(("a", "один", 1, True)))) == []
    found = pack.problems(question(("a", "x", 1, False), ("b", "Ґ", 3, True), ("c", "г.", 3, True), passage="[1] [2]"))
    fields = [field for field, _sentence in found]
    assert fields == ["choices", "choices", "choices[b].gap", "choices[c].gap", "choices[c].text"]
    assert "passage" in dict(pack.problems(question(("a", "x", 1, True), passage="[2]")))
