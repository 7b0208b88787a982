"""A question about pairs in a content pack: lines of a pair carry the same short name."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions.packing import Entries, OneOf, PackQuestion, Shape, Word

SHAPE = Shape(
    settings={"scoring": OneOf(("all", "partial"), "all")},
    lists={"choices": Entries(settings={"partner": Word(default="")})},
)
FEWEST, MOST = 3, 12
PAIR = 2


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    if not FEWEST <= len(question.choices) <= MOST:
        yield "choices", _("A question has from %(low)d to %(high)d lines.") % {"low": FEWEST, "high": MOST}
    pairs = Counter(str(name) for choice in question.choices if (name := choice.settings.get("partner")))
    if not pairs:
        yield "choices", _("No two lines make a pair.")
    for name, count in pairs.items():
        if count != PAIR:
            yield "choices", _("Exactly two lines carry the name %(name)s.") % {"name": name}
