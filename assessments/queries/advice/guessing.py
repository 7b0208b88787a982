"""What gives right answers away to somebody who has learned nothing."""

from collections import Counter
from collections.abc import Iterator
from string import ascii_uppercase

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.interactions.base import ItemTexts
from assessments.interactions.choice.logic import FrozenChoice
from assessments.interactions.true_false.logic import FrozenTrueFalse
from assessments.queries.advice.naming import named
from assessments.queries.draft import Asked, Draft

FEWEST = 3  # of fewer, nobody sees a pattern
MOST_SHARE = 0.6
LONGER = 1.3  # times the next longest: seen at a glance


def same_place(draft: Draft) -> Iterator[str]:
    """Yield that the right choice stands too often in one place, where the order is not mixed."""
    fixed = [(one, frozen) for one, frozen, _texts in _single(draft) if not frozen.shuffle]
    places = Counter(_place(frozen) for _one, frozen in fixed)
    for place, count in places.most_common(1):
        if len(fixed) >= FEWEST and count > MOST_SHARE * len(fixed):
            names = [one.row for one, frozen in fixed if _place(frozen) == place]
            yield _(
                "In %(count)d of %(all)d questions the right choice is %(letter)s. Move some, or let the order be "
                "mixed: %(names)s."
            ) % {"count": count, "all": len(fixed), "letter": ascii_uppercase[place], "names": named(names)}


def longest_is_right(draft: Draft) -> Iterator[str]:
    """Yield that the right choice can be told by its length."""
    single = list(_single(draft))
    found = [one.row for one, frozen, texts in single if _is_longest(frozen, texts)]
    if found and len(found) > (1 - MOST_SHARE) * len(single):
        yield _(
            "The right choice is clearly the longest, which students notice: %(names)s. Shorten it, or make the others "
            "as full."
        ) % {"names": named(found)}


def statements_alike(draft: Draft) -> Iterator[str]:
    """Yield that all statements are judged the same."""
    keys = [frozen.key for _one, frozen, _texts in draft.whole if isinstance(frozen, FrozenTrueFalse)]
    if len(keys) >= FEWEST and len(set(keys)) == 1:
        word = pgettext("judging a statement", "True") if keys[0] else pgettext("judging a statement", "False")
        yield _("All %(count)d statements have the answer “%(word)s”. Turn one or two around.") % {
            "count": len(keys),
            "word": word,
        }


def _single(draft: Draft) -> Iterator[tuple[Asked, FrozenChoice, ItemTexts]]:
    for one, frozen, texts in draft.whole:
        # Kinds that are built on it place their choices by other rules.
        if type(frozen) is FrozenChoice and len(frozen.key) == 1:
            yield one, frozen, texts


def _place(frozen: FrozenChoice) -> int:
    return frozen.choices.index(next(iter(frozen.key)))


def _is_longest(frozen: FrozenChoice, texts: ItemTexts) -> bool:
    lengths = {choice: len(texts.choices[choice].text) for choice in frozen.choices}
    right = max(lengths.pop(choice) for choice in frozen.key)
    return bool(lengths) and right >= LONGER * max(lengths.values())
