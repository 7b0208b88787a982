"""Tables of the quiz engine."""

from assessments.models.assignments import AssignmentException, QuizAssignment, QuizAssignmentQuerySet
from assessments.models.banks import BANK_UPLOAD_LASTS, BankOrigin, BankUpload
from assessments.models.engine import (
    Attempt,
    AttemptQuerySet,
    HeldAnswer,
    InteractionField,
    Item,
    ItemTally,
    PracticeCard,
    PracticeCardQuerySet,
    Response,
)
from assessments.models.media import FrozenMedia
from assessments.models.paper import AnswerCorrection, SheetAbsence
from assessments.models.quizzes import Quiz
from assessments.models.regrading import Regrade, ScoreChange
from assessments.models.versions import QuizVersion, QuizVersionText

__all__ = [
    "BANK_UPLOAD_LASTS",
    "AnswerCorrection",
    "AssignmentException",
    "Attempt",
    "AttemptQuerySet",
    "BankOrigin",
    "BankUpload",
    "FrozenMedia",
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
    "SheetAbsence",
]
