"""Reads of the quiz engine: frozen content, a learner's pages, a class's results."""

from assessments.queries.counting import counted, counted_attempts, counted_scores, marked_as_counting
from assessments.queries.drafts import FOR_PERSON, asks_for_work
from assessments.queries.exceptions import StudentQuiz, student_quizzes
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
from assessments.queries.keys import GIVEN, Given, Marking, marking, marking_by
from assessments.queries.late import LateCount, LateStudent, late_count, late_students
from assessments.queries.learner import (
    EntryRow,
    FeedbackRow,
    LearnerState,
    entry_rows,
    feedback_rows,
    first_open_number,
    is_open_for,
    item_feedback,
    known_statements,
    layout_items,
    learner_state,
    may_see_feedback,
    tries_allowed,
)
from assessments.queries.paper_questions import PaperQuiz, quiz_languages
from assessments.queries.paper_rows import SheetRow
from assessments.queries.person import SpokenAnswer, SpokenAttempt, handed_in, spoken_attempts
from assessments.queries.practice import due_cards
from assessments.queries.question_files import picture_bytes
from assessments.queries.results import (
    ItemColumn,
    LearnerRow,
    ResultCell,
    Results,
    attempt_sources,
    class_results,
    learner_attempts,
)
from assessments.queries.reviews import CriterionRow, Review, criterion_rows, files_of, points_of
from assessments.queries.verdicts import is_judged, verdicts
from assessments.queries.works import Work, class_works, next_to_mark

__all__ = [
    "FOR_PERSON",
    "GIVEN",
    "CriterionRow",
    "EntryRow",
    "FeedbackRow",
    "FrozenTexts",
    "Given",
    "ItemColumn",
    "LateCount",
    "LateStudent",
    "LearnerRow",
    "LearnerState",
    "Marking",
    "PaperQuiz",
    "PracticeItem",
    "ResultCell",
    "Results",
    "Review",
    "SheetRow",
    "SpokenAnswer",
    "SpokenAttempt",
    "StudentQuiz",
    "Work",
    "asks_for_work",
    "attempt_sources",
    "class_results",
    "class_works",
    "counted",
    "counted_attempts",
    "counted_scores",
    "criterion_rows",
    "due_cards",
    "entry_rows",
    "feedback_rows",
    "files_of",
    "first_open_number",
    "freeze_item",
    "freeze_item_texts",
    "frozen_structure",
    "frozen_texts",
    "handed_in",
    "is_judged",
    "is_open_for",
    "item_feedback",
    "known_statements",
    "late_count",
    "late_students",
    "layout_items",
    "learner_attempts",
    "learner_state",
    "marked_as_counting",
    "marking",
    "marking_by",
    "may_see_feedback",
    "next_to_mark",
    "picture_bytes",
    "points_of",
    "practice_item",
    "quiz_languages",
    "quiz_titles",
    "spoken_attempts",
    "student_quizzes",
    "tries_allowed",
    "verdicts",
]
