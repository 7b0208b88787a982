"""What publishing a lesson publishes with it, through whichever door: its questions."""

import logging
from typing import Any

from assessments.services import NotPublishable, publish_quiz
from lessons.models import LessonPage

logger = logging.getLogger(__name__)


def publish_questions(instance: LessonPage, revision: Any = None, **_signal: Any) -> None:
    """Freeze the lesson's quiz as it goes public; an unchanged one stays at its version. Audited.

    A pack brings its questions itself. A quiz that cannot be published is left as it was: in the editor the author is
    told, and elsewhere the log.
    """
    if instance.quiz is None or getattr(revision, "is_import", False):
        return
    try:
        publish_quiz(quiz=instance.quiz, actor=getattr(revision, "user", None))
    except NotPublishable as refused:
        logger.warning("lesson %s: its questions were not published: %s", instance.pk, refused)
