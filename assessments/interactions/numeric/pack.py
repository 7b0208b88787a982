"""A numeric question in a content pack."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from assessments.interactions.numeric.logic import bound
from assessments.interactions.packing import Entries, PackQuestion, Shape, Value, Word

SHAPE = Shape(
    settings={"low": Word(most=20), "high": Word(most=20)},
    texts_before=("prompt", "passage"),
    lists={
        "choices": Entries(
            texts=("feedback", "misconception"),
            settings={"low": Word(most=20), "high": Word(most=20)},
            requires="",
            is_required=False,
        ),
    },
    texts_after=("misconception", "feedback"),
)
MOST, LONGEST_UNIT = 8, 30


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    yield from _range_problems(question.settings, "")
    if len(question.texts.get("passage", "")) > LONGEST_UNIT:
        yield "passage", _("A unit has %(most)d characters at most.") % {"most": LONGEST_UNIT}
    if "misconception" not in question.texts:
        yield "misconception", _("A question says what a student who gets it wrong believes.")
    if len(question.choices) > MOST:
        yield "choices", _("A question has from %(low)d to %(high)d choices.") % {"low": 0, "high": MOST}
    for choice in question.choices:
        yield from _range_problems(choice.settings, f"choices[{choice.id}].")
        if "misconception" not in choice.texts:
            yield (
                f"choices[{choice.id}].misconception",
                _("A wrong choice says what a student who picks it believes."),
            )
        if _lies_inside(choice.settings, question.settings):
            yield f"choices[{choice.id}].low", _("These numbers are right, so they are no mistake.")


def _range_problems(settings: Mapping[str, Value], prefix: str) -> Iterator[tuple[str, str]]:
    low, high = (bound(str(settings.get(name, ""))) for name in ("low", "high"))
    for name, found in (("low", low), ("high", high)):
        if found is None:
            yield prefix + name, _("This should be a number such as 12.5, in quotes, with a point.")
    if low is not None and high is not None and low > high:
        yield f"{prefix}low", _("The lower limit is above the upper one.")


def _lies_inside(inner: Mapping[str, Value], outer: Mapping[str, Value]) -> bool:
    low, high, least, most = (bound(str(found.get(name, ""))) for found in (inner, outer) for name in ("low", "high"))
    if low is None or high is None or least is None or most is None:
        return False
    return least <= low and high <= most
