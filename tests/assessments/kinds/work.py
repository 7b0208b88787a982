"""What the two kinds have in common that a person marks."""

from hypothesis import strategies as st

from assessments.interactions.rubric import text_names
from tests.assessments.kinds.parts import CHOICE_IDS, head


def criteria(draw):
    """Criteria as a structure writes them, and the points that they are worth together."""
    ids = draw(st.lists(CHOICE_IDS, min_size=1, max_size=10, unique=True))
    found = [{"id": name, **({"least": least} if (least := draw(st.integers(0, 3))) else {})} for name in ids]
    return {"criteria": found, "max_score": 3 * len(ids)}


def work(draw, kind):
    """The part of a structure that both write."""
    return head(draw, kind) | criteria(draw)


def texts(item):
    """Words as JSON for a frozen item."""
    return {"prompt": "Plan it.", "choices": {name: {"text": f"text of {name}"} for name in text_names(item.criteria)}}
