"""What gap match items and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.parts import CHOICES, GAPS, head, passage, words

FIELDS = ("gap-1", "gap-2", "gap-3")
# As a pack writes it, after id and kind.
QUESTION = """\
    scoring: partial
    difficulty: apply
    prompt: Put each word in its place.
    passage: "Pay comes twice a [1], see [[2]].\\nHours stand in the [2]."
    choices:
      - id: a
        gap: 1
        text: month
        feedback: At least every half month.
        misconception: Pay comes at the end of the year.
      - id: b
        gap: 2
        text: contract
        misconception: Hours are told each morning.
      - id: c
        text: passport
        misconception: An employer keeps the passport.
    feedback: A contract says both.
"""


@st.composite
def items(draw):
    """Structure as JSON."""
    choices = draw(CHOICES)
    gaps = draw(GAPS)[: len(choices)]
    used = draw(st.permutations(choices))
    item = head(draw, "gap_match") | {"choices": choices, "key": dict(zip(used, gaps, strict=False))}
    return item | {"partial": True} if draw(st.booleans()) else item


def texts(item):
    """Words as JSON for a frozen item."""
    return words(item.choices) | {"passage": passage(item.slots)}


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    return {"gaps": dict(zip(item.slots, draw(st.permutations(item.choices)), strict=False))}
