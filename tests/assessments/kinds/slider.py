"""What sliders and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.parts import head

FIELDS = ("value",)


@st.composite
def items(draw):
    """Structure as JSON."""
    low, step, steps = draw(st.integers(-1000, 1000)), draw(st.integers(1, 9)), draw(st.integers(1, 40))
    item = head(draw, "slider") | {"low": low, "high": low + step * steps}
    return item if step == 1 else item | {"step": step}


def texts(item):
    """Words as JSON for a frozen item."""
    return {"prompt": "How far?", "passage": "never | always"}


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    return {"value": draw(st.sampled_from(item.places))}
