"""Reads of the quiz engine: frozen content, a learner's pages, a class's results."""

from assessments.queries.frozen import (
    FrozenTexts,
    PracticeItem,
    freeze_item,
    freeze_item_texts,
    frozen_structure,
    frozen_texts,
    practice_item,
    quiz_titles,
)
from assessments.queries.learner import (
    EntryRow,
    FeedbackRow,
    LearnerState,
    feedback_rows,
    first_open_number,
    known_statements,
    layout_items,
    learner_state,
    may_see_feedback,
)
from assessments.queries.results import (
    ItemColumn,
    LearnerRow,
    ResultCell,
    Results,
    best_scores,
    class_results,
    learner_attempts,
)

__all__ = [
    "EntryRow",
    "FeedbackRow",
    "FrozenTexts",
    "ItemColumn",
    "LearnerRow",
    "LearnerState",
    "PracticeItem",
    "ResultCell",
    "Results",
    "best_scores",
    "class_results",
    "feedback_rows",
    "first_open_number",
    "freeze_item",
    "freeze_item_texts",
    "frozen_structure",
    "frozen_texts",
    "known_statements",
    "layout_items",
    "learner_attempts",
    "learner_state",
    "may_see_feedback",
    "practice_item",
    "quiz_titles",
]
