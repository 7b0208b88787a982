"""What work handed in as files and answers to it may be."""

from hypothesis import strategies as st

from common.ids import ALPHABET
from tests.assessments.kinds.work import texts, work

__all__ = ["FIELDS", "answers", "items", "texts"]

FIELDS = ("file", "upload")
FILE_IDS = st.text(ALPHABET, min_size=10, max_size=10)


@st.composite
def items(draw):
    """Structure as JSON."""
    return work(draw, "upload") | {"files": draw(st.integers(1, 3))}


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know"."""
    return {"files": draw(st.lists(FILE_IDS, min_size=1, max_size=item.files, unique=True))}
