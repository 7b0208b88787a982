"""What the strategies of the kinds have in common."""

from hypothesis import strategies as st

CHOICE_IDS = st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True).filter(lambda choice: choice != "dont_know")
CHOICES = st.lists(CHOICE_IDS, min_size=2, max_size=8, unique=True)
GAPS = st.lists(st.integers(1, 6).map(str), min_size=1, max_size=4, unique=True)


def head(draw, kind: str) -> dict[str, object]:
    """What every structure item carries."""
    return {
        "id": str(draw(st.uuids())),
        "kind": kind,
        "competency": draw(st.just("") | st.uuids().map(str)),
        "max_score": draw(st.integers(1, 100)),
    }


def words(choices=()) -> dict[str, object]:
    """Plain texts of an item with these entries."""
    return {"prompt": "What?", "choices": {choice: {"text": f"text of {choice}"} for choice in choices}}


def passage(gaps) -> str:
    """A text that holds these gaps."""
    return " ".join(f"before {gap} [{gap}]" for gap in gaps) + " after"
