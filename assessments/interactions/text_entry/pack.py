"""A text entry in a content pack."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions import passages
from assessments.interactions.packing import Entries, Flag, OneOf, PackEntry, PackQuestion, Shape, Whole
from assessments.interactions.text_entry.logic import MOST_CHOICES
from assessments.interactions.text_entry.normalising import LONGEST, normalised

SHAPE = Shape(
    settings={
        "scoring": OneOf(("all", "partial"), "all"),
        "case": Flag(default=False),
        "fold_letters": Flag(default=True),
    },
    texts_before=("prompt", "passage"),
    lists={
        "choices": Entries(
            texts=("text", "feedback", "misconception"),
            settings={"gap": Whole(1, passages.MOST_GAPS, 1), "correct": Flag(default=True)},
            longest={"text": LONGEST},
        ),
    },
    texts_after=("misconception", "feedback"),
)


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    passage = question.texts.get("passage", "")
    if not passages.are_numbered(passage):
        yield "passage", _("The gaps are not [1], [2] and so on, each once.")
    gaps = range(1, max(1, len(passages.gaps(passage))) + 1)
    if not 1 <= len(question.choices) <= MOST_CHOICES:
        yield "choices", _("A question has from %(low)d to %(high)d choices.") % {"low": 1, "high": MOST_CHOICES}
    right = {choice.settings.get("gap") for choice in question.choices if choice.is_correct}
    for gap in gaps:
        if gap not in right:
            yield "choices", _("Gap %(gap)d has no right answer.") % {"gap": gap}
    if "misconception" not in question.texts:
        yield "misconception", _("A question says what a student who gets it wrong believes.")
    yield from _choice_problems(question, gaps)


def _choice_problems(question: PackQuestion, gaps: range) -> Iterator[tuple[str, str]]:
    seen: set[tuple[object, str]] = set()
    for choice in question.choices:
        place = f"choices[{choice.id}]"
        if choice.settings.get("gap") not in gaps:
            yield f"{place}.gap", _("The passage has no such gap.")
        if not choice.is_correct and "misconception" not in choice.texts:
            yield f"{place}.misconception", _("A wrong choice says what a student who picks it believes.")
        compared = (choice.settings.get("gap"), _compared(question, choice))
        if compared in seen:
            yield f"{place}.text", _("An answer that counts as the same stands here already.")
        seen.add(compared)


def _compared(question: PackQuestion, choice: PackEntry) -> str:
    return normalised(
        choice.texts.get("text", ""),
        case_matters=question.settings.get("case") is True,
        fold_letters=question.settings.get("fold_letters") is not False,
    )
