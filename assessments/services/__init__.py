"""Writes of the quiz engine: publishing, assigning, answering."""

from assessments.services.answering import NoTryLeft, SaveOutcome, save_answer, send_attempt, start_attempt
from assessments.services.assigning import assign_quiz, release_feedback, withdraw_quiz
from assessments.services.publishing import NotPublishable, publish_quiz, publish_texts

__all__ = [
    "NoTryLeft",
    "NotPublishable",
    "SaveOutcome",
    "assign_quiz",
    "publish_quiz",
    "publish_texts",
    "release_feedback",
    "save_answer",
    "send_attempt",
    "start_attempt",
    "withdraw_quiz",
]
