"""What true or false items and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.parts import head, words

FIELDS = ("value",)
# As a pack writes it, after id and kind.
QUESTION = """\
    answer: false
    difficulty: recall
    prompt: You pay for a job.
    feedback_right: Right.
    feedback_wrong: Nobody pays for work.
    misconception: Work costs a deposit.
    feedback: Ask before you sign.
"""


@st.composite
def items(draw):
    """Structure as JSON."""
    return head(draw, "true_false") | {"key": draw(st.booleans())}


def texts(item):
    """Words as JSON for a frozen item."""
    return words()


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    return {"value": draw(st.booleans())}
