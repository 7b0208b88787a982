"""What keeps a quiz from being published: the house's rules, as sentences that name question and field."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.blocks import fault_sentence
from assessments.models import Quiz
from assessments.queries.draft import Asked
from assessments.queries.drafts import draft_of, source_row
from assessments.queries.problems_of_plans import plan_problems


def quiz_problems(quiz: Quiz) -> Iterator[str]:
    """Yield every reason against publishing a quiz; registered as a publishing check. A fixed number of queries."""
    draft = draft_of(source_row(quiz))
    if not draft.asked and not draft.draws:
        yield _("The quiz has no questions.")
    times = Counter(one.row.pk for one in draft.asked)
    seen: set[int] = set()
    for one in draft.asked:
        if one.row.pk in seen:
            continue
        seen.add(one.row.pk)
        if times[one.row.pk] > 1:
            yield _("“%(name)s” stands in the quiz twice. Take one of them out.") % {"name": one.row}
        yield from question_problems(one)
    yield from plan_problems(draft)


def question_problems(one: Asked) -> Iterator[str]:
    """Yield every reason against asking a question in a quiz."""
    if one.is_personal:
        yield (
            _("“%(name)s” asks for more than knowledge; such questions belong into a lesson or a survey.")
            % {"name": one.row}
        )
    against = [fault_sentence(one.row.kind, fault) for fault in one.faults if not fault.is_advice]
    without_words = [message for _field, message in one.media_faults]
    for message in [*against, *([one.refusal] if one.refusal else []), *without_words]:
        yield _("“%(name)s” – %(message)s") % {"name": one.row, "message": message}
