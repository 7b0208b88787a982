"""Tables of the quiz engine."""

from assessments.models.banks import BANK_UPLOAD_LASTS, BankOrigin, BankUpload
from assessments.models.engine import (
    AssignmentException,
    Attempt,
    AttemptQuerySet,
    HeldAnswer,
    InteractionField,
    Item,
    ItemTally,
    PracticeCard,
    PracticeCardQuerySet,
    Quiz,
    QuizAssignment,
    QuizAssignmentQuerySet,
    QuizVersion,
    QuizVersionText,
    Response,
)
from assessments.models.regrading import Regrade, ScoreChange

__all__ = [
    "BANK_UPLOAD_LASTS",
    "AssignmentException",
    "Attempt",
    "AttemptQuerySet",
    "BankOrigin",
    "BankUpload",
    "HeldAnswer",
    "InteractionField",
    "Item",
    "ItemTally",
    "PracticeCard",
    "PracticeCardQuerySet",
    "Quiz",
    "QuizAssignment",
    "QuizAssignmentQuerySet",
    "QuizVersion",
    "QuizVersionText",
    "Regrade",
    "Response",
    "ScoreChange",
]
