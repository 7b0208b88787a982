"""What scales in words and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.parts import CHOICE_IDS, head, words

FIELDS = ("choice",)


@st.composite
def items(draw):
    """Structure as JSON."""
    return head(draw, "likert") | {"choices": draw(st.lists(CHOICE_IDS, min_size=3, max_size=7, unique=True))}


def texts(item):
    """Words as JSON for a frozen item."""
    return words(item.choices)


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    return {"chosen": draw(st.sampled_from(item.choices))}
