"""What numeric items and answers to them may be."""

from decimal import Decimal

from hypothesis import strategies as st

from assessments.interactions.numeric.numbers import canonical
from tests.assessments.kinds.parts import CHOICE_IDS, head

FIELDS = ("number",)
BOUNDS = st.decimals(-999_999_999, 999_999_999, places=3) | st.integers(-20, 20).map(Decimal)
ANSWERS = st.decimals(-(10**14), 10**14, places=4) | st.integers(-20, 20).map(Decimal)


@st.composite
def limits(draw):
    """A range as a structure writes it."""
    low, high = sorted([draw(BOUNDS), draw(BOUNDS)])
    return {"low": canonical(low), "high": canonical(high)}


@st.composite
def items(draw):
    """Structure as JSON."""
    ids = draw(st.lists(CHOICE_IDS, max_size=3, unique=True))
    mistakes = [{"id": name, **draw(limits())} for name in ids]
    return head(draw, "numeric") | draw(limits()) | ({"choices": mistakes} if mistakes else {})


def texts(item):
    """Words as JSON for a frozen item."""
    return {"prompt": "How many?", "passage": "km", "choices": {name: {} for name, _range in item.mistakes}}


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    near = [canonical(item.key.low), item.key.middle, canonical(item.key.high)]
    return {"number": draw(st.sampled_from(near) | ANSWERS.map(canonical))}
