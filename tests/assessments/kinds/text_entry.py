"""What text entries and answers to them may be."""

from hypothesis import strategies as st

from assessments.interactions.text_entry.normalising import LONGEST, clean
from tests.assessments.kinds.parts import CHOICE_IDS, head, words

FIELDS = ("gap-1", "gap-2", "gap-")
TYPED = st.text(max_size=LONGEST).map(clean).filter(lambda text: 0 < len(text) <= LONGEST)


@st.composite
def items(draw):
    """Structure as JSON: a right answer for each gap, and more answers of both sorts."""
    gaps = draw(st.integers(1, 4))
    ids = draw(st.lists(CHOICE_IDS, min_size=gaps, max_size=gaps + 4, unique=True))
    choices = [{"id": choice, "gap": gap} for gap, choice in enumerate(ids[:gaps], 1)]
    for choice in ids[gaps:]:
        wrong = {} if draw(st.booleans()) else {"correct": False}
        choices.append({"id": choice, "gap": draw(st.integers(1, gaps)), **wrong})
    item = head(draw, "text_entry") | {"gaps": gaps, "choices": draw(st.permutations(choices))}
    for name, differs in (("partial", True), ("case", True), ("fold", False)):
        item |= {name: differs} if draw(st.booleans()) else {}
    return item


def texts(item):
    """Words as JSON for a frozen item."""
    passage = " and ".join(f"[{gap}]" for gap in item.numbers) if item.gaps > 1 else ""
    return words([known.id for known in item.choices]) | {"passage": passage}


@st.composite
def answers(draw, item):
    """An answer as JSON, never "I don't know": foreseen words, as they are read, or others."""
    gaps = {}
    for gap in item.numbers:
        known = draw(st.sampled_from([*item.of_gap(gap), None]))
        gaps[str(gap)] = (
            {"text": f"text of {known.id}", "entry": known.id}
            if known and _first_alike(item, known) == known
            else {"text": draw(TYPED.map(lambda text: f"other {text}"[:LONGEST].strip())), "entry": ""}
        )
    return {"gaps": gaps}


def _first_alike(item, known):
    """The answer that these words are read as: identifiers may differ in capitals or a full stop only."""
    from assessments.interactions.text_entry.normalising import normalised

    def compared(entry):
        return normalised(f"text of {entry.id}", case_matters=item.case, fold_letters=item.fold)

    return next(entry for entry in item.of_gap(known.gap) if compared(entry) == compared(known))
