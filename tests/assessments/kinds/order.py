"""What order items and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.parts import CHOICES, head, words

FIELDS = ("position-",)  # one field a row: the prefix and the row's identifier
# As a pack writes it, after id and kind.
QUESTION = """\
    difficulty: apply
    prompt: Put the steps in order.
    choices:
      - id: a
        text: read
      - id: b
        text: ask
      - id: c
        text: sign
    misconception: Signing comes first.
    feedback: Read first.
"""


@st.composite
def items(draw):
    """Structure as JSON."""
    choices = draw(CHOICES)
    return head(draw, "order") | {"choices": choices, "key": draw(st.permutations(choices))}


def texts(item):
    """Words as JSON for a frozen item."""
    return words(item.choices)


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    return {"sequence": draw(st.permutations(item.choices))}
