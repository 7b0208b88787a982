"""What written work and answers to it may be."""

from hypothesis import strategies as st

from assessments.interactions.extended_text.logic import tidy
from tests.assessments.kinds.work import texts, work

__all__ = ["FIELDS", "answers", "items", "texts"]

FIELDS = ("text",)


@st.composite
def items(draw):
    """Structure as JSON."""
    words = draw(st.integers(0, 1000))
    return work(draw, "extended_text") | ({"words": words} if words else {})


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    return {"text": draw(st.text(min_size=1, max_size=60).map(tidy).filter(bool))}
