"""Tables of the quiz engine."""

from assessments.models.assignments import AssignmentException, QuizAssignment, QuizAssignmentQuerySet
from assessments.models.banks import BANK_UPLOAD_LASTS, BankOrigin, BankUpload
from assessments.models.doubles import FormerLearner
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
from assessments.models.files import FOLDER as ANSWER_FOLDER
from assessments.models.files import AnswerFile, FileKind
from assessments.models.marking import LONGEST_FEEDBACK, MarkingRound, RubricMark
from assessments.models.media import FrozenMedia, MediaUse
from assessments.models.paper import AnswerCorrection, SheetAbsence
from assessments.models.quizzes import Quiz
from assessments.models.regrading import Regrade, ScoreChange
from assessments.models.rubrics import Rubric
from assessments.models.versions import QuizVersion, QuizVersionText

__all__ = [
    "ANSWER_FOLDER",
    "BANK_UPLOAD_LASTS",
    "LONGEST_FEEDBACK",
    "AnswerCorrection",
    "AnswerFile",
    "AssignmentException",
    "Attempt",
    "AttemptQuerySet",
    "BankOrigin",
    "BankUpload",
    "FileKind",
    "FormerLearner",
    "FrozenMedia",
    "HeldAnswer",
    "InteractionField",
    "Item",
    "ItemTally",
    "MarkingRound",
    "MediaUse",
    "PracticeCard",
    "PracticeCardQuerySet",
    "Quiz",
    "QuizAssignment",
    "QuizAssignmentQuerySet",
    "QuizVersion",
    "QuizVersionText",
    "Regrade",
    "Response",
    "Rubric",
    "RubricMark",
    "ScoreChange",
    "SheetAbsence",
]
