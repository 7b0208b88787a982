"""What associate items and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.parts import CHOICE_IDS, head, words

FIELDS = ("pair-",)  # one field a row: the prefix and the row's identifier
# As a pack writes it, after id and kind.
QUESTION = """\
    scoring: partial
    difficulty: apply
    prompt: Join what belongs together.
    choices:
      - id: a
        partner: work
        text: contract
      - id: b
        partner: travel
        text: ticket
      - id: c
        partner: work
        text: pay
      - id: d
        partner: travel
        text: return
      - id: e
        text: a promise
    feedback: A promise alone belongs to nothing.
"""


def pairs_of(choices, members):
    """The members in twos, in the order of the choices."""
    pairs = [sorted(members[place : place + 2], key=choices.index) for place in range(0, len(members) - 1, 2)]
    return sorted(pairs, key=lambda pair: choices.index(pair[0]))


@st.composite
def some_pairs(draw, choices):
    """At least one pair of the choices."""
    members = draw(st.permutations(choices))
    return pairs_of(choices, members[: 2 * draw(st.integers(1, len(choices) // 2))])


@st.composite
def items(draw):
    """Structure as JSON."""
    choices = draw(st.lists(CHOICE_IDS, min_size=3, max_size=8, unique=True))
    item = head(draw, "associate") | {"choices": choices, "key": draw(some_pairs(choices))}
    return item | {"partial": True} if draw(st.booleans()) else item


def texts(item):
    """Words as JSON for a frozen item."""
    return words(item.choices)


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    return {"pairs": draw(some_pairs(item.choices))}
