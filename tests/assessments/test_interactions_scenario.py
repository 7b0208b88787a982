"""Branching stories: which maps can be told, reading only the way that was taken, endings and their worth."""

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.interactions.base import AnswerCode, AnswerError, CellState, FrozenError
from assessments.interactions.packing import PackEntry, PackQuestion
from assessments.interactions.scenario import logic, pack

pytestmark = pytest.mark.pure

ID = "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b11"
SCENES = {"offer": "", "doubt": "", "home": "good", "half": "mixed", "gone": "bad"}
WAYS = {
    "ask": ("offer", "doubt"),
    "go": ("offer", "gone"),
    "tell": ("doubt", "home"),
    "wait": ("doubt", "half"),
}


def item(scenes=SCENES, ways=WAYS, **changes):
    data = {
        "id": ID,
        "kind": "scenario",
        "max_score": 2,
        "scenes": [{"id": name, **({"ending": ending} if ending else {})} for name, ending in scenes.items()],
        "ways": [{"id": name, "scene": start, "leads_to": end} for name, (start, end) in ways.items()],
    }
    return logic.frozen_from_json(data | changes)


def texts_of(frozen):
    choices = {
        name: {"text": f"{name}!", "feedback": f"so {name}", "misconception": f"m {name}"} for name in frozen.entries
    }
    return logic.texts_from_json(frozen, {"prompt": "What now?", "feedback": "All in all", "choices": choices})


def read(**fields):
    post = MultiValueDict({f"way-{scene}": [way] for scene, way in fields.items()})
    return logic.read_answer(item(), texts_of(item()), post)


@pytest.mark.parametrize(
    ("fields", "path", "score", "state", "cell"),
    [
        ({"offer": "ask", "doubt": "tell"}, ["ask", "tell"], 2, CellState.RIGHT, "B-C"),
        ({"offer": "ask", "doubt": "wait"}, ["ask", "wait"], 1, CellState.PARTIAL, "B-D"),
        ({"offer": "go"}, ["go"], 0, CellState.WRONG, "E"),
        ({"offer": "go", "doubt": "tell"}, ["go"], 0, CellState.WRONG, "E"),
    ],
)
def test_only_the_way_that_was_taken_counts_and_its_ending_gives_the_score(fields, path, score, state, cell):
    answer = read(**fields)
    assert answer.to_json() == {"path": path}
    assert logic.grade(item(), answer) == score
    assert (logic.cell(item(), answer).state, logic.cell(item(), answer).text) == (state, cell)


@pytest.mark.parametrize(
    ("fields", "code", "named"),
    [
        ({}, AnswerCode.EMPTY, ("way-offer",)),
        ({"doubt": "tell"}, AnswerCode.EMPTY, ("way-offer",)),
        ({"offer": "ask"}, AnswerCode.INCOMPLETE, ("way-doubt",)),
        ({"offer": "tell"}, AnswerCode.UNKNOWN_CHOICE, ("way-offer",)),
    ],
)
def test_a_story_that_stops_is_refused_where_it_stops(fields, code, named):
    with pytest.raises(AnswerError) as refused:
        read(**fields)
    assert (refused.value.code, refused.value.fields) == (code, named)


@pytest.mark.parametrize(
    "path", [[], ["ask"], ["tell"], ["tell", "ask"], ["go", "go"], ["go", "tell"], ["x"], "go", [1]]
)
def test_a_stored_path_is_complete_and_connected(path):
    with pytest.raises(AnswerError):
        logic.answer_from_json(item(), {"path": path})


def test_the_page_opens_the_scenes_the_story_has_come_to_and_keeps_the_endings_back():
    frozen = item()
    shown = logic.view(frozen, texts_of(frozen), frozen.entries, {"way-offer": ["ask"]})
    assert [(scene["number"], scene["is_open"]) for scene in shown["scenes"]] == [(1, True), (2, True)]
    assert [scene["is_open"] for scene in logic.view(frozen, texts_of(frozen), [], {})["scenes"]] == [True, False]
    assert [way["next"] for scene in shown["scenes"] for way in scene["ways"]] == [2, None, None, None]
    assert [way["place"] for scene in shown["scenes"] for way in scene["ways"]] == [1, 2, 3, 4]
    for ending in ("home!", "half!", "gone!", "good", "bad", "mixed"):
        assert ending not in str(shown)


def test_feedback_tells_what_each_step_led_to_and_how_it_ended():
    frozen = item()
    said = logic.feedback(frozen, texts_of(frozen), read(offer="ask", doubt="wait"))
    assert [(entry.text, entry.is_right) for entry in said] == [
        ("so ask", True),
        ("so wait", False),
        ("half!", False),
        ("All in all", None),
    ]
    assert logic.misconceptions(frozen, texts_of(frozen), read(offer="go")) == ["m gone"]
    assert logic.misconceptions(frozen, texts_of(frozen), read(offer="ask", doubt="tell")) == []


def test_several_good_endings_are_one_option():
    frozen = item({**SCENES, "also": "good"}, {**WAYS, "phone": ("doubt", "also")})
    answer = logic.answer_from_json(frozen, {"path": ["ask", "phone"]})
    assert logic.picked(frozen, answer) == ("home",)
    assert logic.options(frozen) == ("home", "half", "gone")
    assert logic.grade(frozen, answer) == 2


@pytest.mark.parametrize(
    ("scenes", "ways", "fault"),
    [
        ({"offer": "good"}, {}, "too_few_scenes"),
        ({f"s{number}": "" for number in range(27)}, {}, "too_many_scenes"),
        (SCENES, WAYS | {"x": ("offer", "nowhere")}, "leads_nowhere"),
        (SCENES, WAYS | {"x": ("home", "gone")}, "goes_on"),
        (SCENES | {"more": ""}, WAYS | {"x": ("offer", "more")}, "dead_end"),
        (SCENES | {"more": "bad"}, WAYS, "unreached"),
        (SCENES, WAYS | {"back": ("doubt", "offer")}, "circle"),
        (SCENES | {"home": "bad"}, WAYS, "no_good_ending"),
    ],
)
def test_a_story_that_cannot_be_told_is_refused_and_a_pack_is_told_why(scenes, ways, fault):
    with pytest.raises(FrozenError, match=fault):
        item(scenes, ways)
    question = PackQuestion(
        {"prompt": "What now?"},
        {
            "choices": tuple(
                PackEntry(name, {"text": "t", "misconception": "m"}, {"ending": ending})
                for name, ending in scenes.items()
            ),
            "targets": tuple(
                PackEntry(name, {"text": "t"}, {"scene": start, "leads_to": end}) for name, (start, end) in ways.items()
            ),
        },
    )
    assert list(pack.problems(question))


def test_a_scene_and_a_way_never_share_a_name_and_an_ending_has_a_known_name():
    with pytest.raises(FrozenError):
        item(SCENES, WAYS | {"home": ("offer", "half")})
    with pytest.raises(FrozenError, match="ending"):
        item(SCENES | {"home": "great"})
