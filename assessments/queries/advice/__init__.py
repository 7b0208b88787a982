"""What an author might do better before a quiz is published; nothing here keeps a quiz from its classes."""

from collections.abc import Iterator

from assessments.models import Item, Quiz
from assessments.queries.advice import guessing, planned, size, wording
from assessments.queries.draft import Draft
from assessments.queries.drafts import asked_of, draft_of, source_row

RULES = (
    size.lost_questions,
    size.nothing_counts,
    size.too_few,
    planned.beyond_blueprint,
    guessing.same_place,
    guessing.longest_is_right,
    guessing.statements_alike,
    wording.without_feedback,
    wording.without_misconception,
    wording.long_prompts,
)


def quiz_advice(quiz: Quiz) -> Iterator[str]:
    """Yield advice about a quiz; registered with the publishing checks. A fixed number of queries."""
    draft = draft_of(source_row(quiz))
    for rule in RULES:
        yield from rule(draft)


def item_advice(row: Item) -> list[str]:
    """Return advice about one question alone."""
    draft = Draft(Quiz(), (asked_of(row),))
    rules = (wording.without_feedback, wording.without_misconception, wording.long_prompts)
    return [sentence for rule in rules for sentence in rule(draft)]
