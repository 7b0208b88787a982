"""What hottext items and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.choice import FIELDS, answers
from tests.assessments.kinds.parts import CHOICES, head, passage, words

__all__ = ["FIELDS", "QUESTION", "answers", "items", "texts"]
# As a pack writes it, after id and kind.
QUESTION = """\
    scoring: partial
    difficulty: apply
    prompt: Mark what should make you ask.
    passage: You [1] today. We [2] you about the pay. You [3] your passport.
    choices:
      - id: a
        gap: 1
        correct: true
        text: must decide
        feedback: Haste is a reason to ask.
      - id: b
        gap: 2
        text: tell
        misconception: Nobody tells the pay beforehand.
      - id: c
        gap: 3
        correct: true
        text: hand over
    feedback: Whoever is honest can wait.
"""


@st.composite
def items(draw):
    """Structure as JSON."""
    choices = draw(CHOICES)
    key = draw(st.lists(st.sampled_from(choices), min_size=1, max_size=len(choices), unique=True))
    item = head(draw, "hottext") | {"choices": choices, "key": key}
    return item | {"partial": True} if draw(st.booleans()) else item


def texts(item):
    """Words as JSON for a frozen item."""
    return words(item.choices) | {"passage": passage(range(1, len(item.choices) + 1))}
