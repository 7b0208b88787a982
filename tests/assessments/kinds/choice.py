"""What choice items and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.parts import CHOICES, head, words

FIELDS = ("choice",)
# As a pack writes it, after id and kind.
QUESTION = """\
    cardinality: multiple
    difficulty: recall
    prompt: Which two belong to a contract?
    choices:
      - id: a
        correct: true
        text: the pay
        feedback: Yes, how much and when.
      - id: b
        correct: true
        text: the hours
      - id: c
        text: a deposit
        feedback: Nobody pays for work.
        misconception: Work costs a deposit.
    feedback: A contract names both.
"""


@st.composite
def items(draw):
    """Structure as JSON."""
    choices = draw(CHOICES)
    cardinality = draw(st.sampled_from(["single", "multiple"]))
    right = 1 if cardinality == "single" else len(choices)
    key = draw(st.lists(st.sampled_from(choices), min_size=1, max_size=right, unique=True))
    item = head(draw, "choice") | {"cardinality": cardinality, "choices": choices, "key": key}
    item |= {"shuffle": draw(st.booleans())}
    return item | {"partial": True} if cardinality == "multiple" and draw(st.booleans()) else item


def texts(item):
    """Words as JSON for a frozen item."""
    return words(item.choices)


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    most = 1 if item.cardinality == "single" else len(item.choices)
    return {"chosen": draw(st.lists(st.sampled_from(item.choices), min_size=1, max_size=most, unique=True))}
