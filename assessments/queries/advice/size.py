"""Whether a quiz asks enough for its pass mark to mean something."""

from collections.abc import Iterator
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.drawing import FORMS
from assessments.grading import is_recorded
from assessments.queries.draft import Draft

# With fewer, one slip of the finger moves a result by more than a fifth.
FEWEST = 5


def lost_questions(draft: Draft) -> Iterator[str]:
    """Yield that entries of the quiz are empty."""
    if draft.lost:
        yield ngettext(
            "%(count)d place in the quiz is empty, because its question was deleted from the bank.",
            "%(count)d places in the quiz are empty, because their questions were deleted from the bank.",
            draft.lost,
        ) % {"count": draft.lost}


def nothing_counts(draft: Draft) -> Iterator[str]:
    """Yield that nobody can pass."""
    if draft.whole and not _counted(draft):
        yield _("No question gives points, so nobody can pass this quiz.")


def too_few(draft: Draft) -> Iterator[str]:
    """Yield that the pass mark rests on few questions, or leaves no room for one mistake."""
    count, percent = _counted(draft), draft.quiz.pass_percent
    if not count or not percent:
        return
    needed = ceil(count * percent / 100)
    facts = {"count": count, "needed": needed, "percent": percent}
    if needed == count and count > 1:
        yield (
            _(
                "To pass, a student has to answer every question right (%(percent)d per cent of %(count)d). "
                "Lower the pass mark or ask more."
            )
            % facts
        )
    elif count < FEWEST:
        yield (
            ngettext(
                "Only %(count)d question gives points; one lucky guess decides who passes. Five or more say something.",
                "Only %(count)d questions give points, and %(needed)d of them make a pass; one lucky guess can decide "
                "it. Five or more say something.",
                count,
            )
            % facts
        )


def _counted(draft: Draft) -> int:
    """Return how many questions give points to one student."""
    fixed = sum(
        is_recorded(frozen) for one, frozen, _texts in draft.whole if not one.draw and one.form in ("", FORMS[0])
    )
    return fixed + sum(draw.count for draw in draft.draws)
