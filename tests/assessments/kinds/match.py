"""What match items and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.parts import CHOICE_IDS, head, words

FIELDS = ("target-",)  # one field a row: the prefix and the row's identifier
# As a pack writes it, after id and kind.
QUESTION = """\
    scoring: partial
    difficulty: apply
    prompt: Match each word with its meaning.
    choices:
      - id: a
        target: e
        text: advance
        feedback: It comes before the work is done.
        misconception: An advance is a debt.
      - id: b
        target: d
        text: fine
        misconception: A fine may be any sum.
    targets:
      - id: c
        text: money for a flat
      - id: d
        text: money taken for a breach
      - id: e
        text: pay given early
    feedback: Words in a contract have a fixed meaning.
"""


@st.composite
def items(draw):
    """Structure as JSON."""
    names = draw(st.lists(CHOICE_IDS, min_size=4, max_size=14, unique=True))
    cut = draw(st.integers(2, len(names) - 2))
    choices, targets = names[:cut], names[cut:]
    key = {choice: draw(st.sampled_from(targets)) for choice in choices}
    item = head(draw, "match") | {"choices": choices, "targets": targets, "key": key}
    return item | {"partial": True} if draw(st.booleans()) else item


def texts(item):
    """Words as JSON for a frozen item."""
    return words((*item.choices, *item.targets))


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    return {"pairs": {choice: draw(st.sampled_from(item.targets)) for choice in item.choices}}
