"""What hotspot items and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.choice import FIELDS, answers
from tests.assessments.kinds.parts import CHOICES, head, words

__all__ = ["FIELDS", "QUESTION", "answers", "items", "texts"]
# As a pack writes it, after id and kind.
QUESTION = """\
    cardinality: single
    difficulty: recall
    picture: media/hall.webp
    picture_alt: A hall with two doors
    prompt: Where is the way out?
    choices:
      - id: a
        x: 5
        y: 10
        width: 20
        height: 30
        correct: true
        text: left door
        feedback: Yes, it leads out.
      - id: b
        x: 60
        y: 10
        width: 20
        height: 30
        text: right door
        feedback: It leads to the cellar.
        misconception: Every door leads out.
    feedback: Look for the sign.
"""


@st.composite
def items(draw):
    """Structure as JSON: places side by side."""
    choices = draw(CHOICES)
    cardinality = draw(st.sampled_from(["single", "multiple"]))
    most = 1 if cardinality == "single" else len(choices)
    key = draw(st.lists(st.sampled_from(choices), min_size=1, max_size=most, unique=True))
    regions = [
        {"id": choice, "x": 12 * place, "y": draw(st.integers(0, 50)), "width": draw(st.integers(5, 12)), "height": 50}
        for place, choice in enumerate(choices)
    ]
    item = head(draw, "hotspot") | {"cardinality": cardinality, "regions": regions, "key": key}
    return item | {"partial": True} if cardinality == "multiple" and draw(st.booleans()) else item


def texts(item):
    """Words as JSON for a frozen item."""
    return words(item.choices)
