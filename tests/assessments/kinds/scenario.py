"""What branching stories and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.parts import CHOICE_IDS, head, words

FIELDS = ("way-",)


@st.composite
def items(draw):
    """Structure as JSON: scenes that go on are a chain with short cuts to endings, so that every scene is reached."""
    going_on, endings = draw(st.integers(1, 3)), draw(st.lists(st.sampled_from(["mixed", "bad", "good"]), max_size=3))
    kinds = [""] * going_on + ["good", *endings]
    more = draw(st.lists(st.tuples(st.integers(0, going_on - 1), st.integers(0, len(kinds) - 1)), max_size=4))
    steps = [(place, place + 1) for place in range(going_on)]
    steps += [(draw(st.integers(0, going_on - 1)), going_on + 1 + place) for place in range(len(endings))]
    steps += [(start, end) for start, end in more if end > start]
    ids = draw(st.lists(CHOICE_IDS, min_size=len(kinds) + len(steps), max_size=len(kinds) + len(steps), unique=True))
    scenes, ways = ids[: len(kinds)], ids[len(kinds) :]
    return head(draw, "scenario") | {
        "scenes": [
            {"id": scene, **({"ending": kind} if kind else {})} for scene, kind in zip(scenes, kinds, strict=True)
        ],
        "ways": [
            {"id": way, "scene": scenes[start], "leads_to": scenes[end]}
            for way, (start, end) in zip(ways, steps, strict=True)
        ],
    }


def texts(item):
    """Words as JSON for a frozen item."""
    return words(item.entries)


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    scene, path = item.story.start, []
    while not item.story.scenes[scene]:
        way = draw(st.sampled_from(item.story.ways_by_scene[scene]))
        path.append(way.id)
        scene = way.leads_to
    return {"path": path}
