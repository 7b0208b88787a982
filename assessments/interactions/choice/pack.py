"""A choice question in a content pack."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions.packing import Entries, Flag, OneOf, PackQuestion, Shape

SHAPE = Shape(
    settings={
        "cardinality": OneOf(("single", "multiple")),
        "shuffle": Flag(default=True),
        "scoring": OneOf(("all", "partial"), "all"),
    },
    lists={
        "choices": Entries(texts=("text", "feedback", "misconception"), settings={"correct": Flag(default=False)}),
    },
)
FEWEST, MOST = 2, 8


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    right = [choice for choice in question.choices if choice.is_correct]
    if not FEWEST <= len(question.choices) <= MOST:
        yield "choices", _("A question has from %(low)d to %(high)d choices.") % {"low": FEWEST, "high": MOST}
    if not right:
        yield "choices", _("No choice is marked as correct.")
    elif len(right) > 1 and question.settings.get("cardinality") == "single":
        yield "choices", _("A single choice has one right answer.")
    for choice in question.choices:
        if not choice.is_correct and "misconception" not in choice.texts:
            yield f"choices[{choice.id}].misconception", _("A wrong choice says what a student who picks it believes.")
