"""What inline choice items and answers to them may be."""

from hypothesis import strategies as st

from tests.assessments.kinds.parts import CHOICE_IDS, GAPS, head, passage, words

FIELDS = ("gap-1", "gap-2", "gap-3")
# As a pack writes it, after id and kind.
QUESTION = """\
    scoring: partial
    difficulty: apply
    prompt: Complete the rules.
    passage: Your passport stays with [1]. Work is agreed in [2].
    choices:
      - id: a
        gap: 1
        correct: true
        text: you
        feedback: Always.
      - id: b
        gap: 1
        text: the employer
        feedback: Nobody else may keep it.
        misconception: An employer may keep the passport.
      - id: c
        gap: 2
        text: a talk
        misconception: A word is enough.
      - id: d
        gap: 2
        correct: true
        text: writing
    feedback: Both rules hold everywhere.
"""


@st.composite
def items(draw):
    """Structure as JSON."""
    numbers = draw(GAPS)
    names = draw(st.lists(CHOICE_IDS, min_size=2 * len(numbers), max_size=3 * len(numbers), unique=True))
    gaps = {gap: names[place :: len(numbers)] for place, gap in enumerate(numbers)}
    key = [draw(st.sampled_from(choices)) for choices in gaps.values()]
    item = head(draw, "inline_choice") | {"gaps": gaps, "key": key}
    return item | {"partial": True} if draw(st.booleans()) else item


def texts(item):
    """Words as JSON for a frozen item."""
    return words(item.all_choices()) | {"passage": passage(item.slots)}


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    return {"gaps": {gap: draw(st.sampled_from(item.gaps[gap])) for gap in item.slots}}
