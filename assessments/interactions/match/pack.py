"""A matching question in a content pack: left sides that name their right side."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions.packing import Entries, OneOf, PackQuestion, Place, Shape

SHAPE = Shape(
    settings={"scoring": OneOf(("all", "partial"), "all")},
    lists={
        "choices": Entries(texts=("text", "feedback", "misconception"), settings={"target": Place("targets")}),
        "targets": Entries(),
    },
)
FEWEST, MOST, MOST_TARGETS = 2, 8, 10


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    targets = question.lists.get("targets", ())
    if not FEWEST <= len(question.choices) <= MOST:
        yield "choices", _("A question has from %(low)d to %(high)d left sides.") % {"low": FEWEST, "high": MOST}
    if not FEWEST <= len(targets) <= MOST_TARGETS:
        yield (
            "targets",
            _("A question has from %(low)d to %(high)d right sides.") % {"low": FEWEST, "high": MOST_TARGETS},
        )
    for choice in question.choices:
        if "misconception" not in choice.texts:
            yield (
                f"choices[{choice.id}].misconception",
                _("A left side says what a student who pairs it wrongly believes."),
            )
