"""Lessons as content, as given to a class, and as they run."""

from lessons.models.content import LessonPage
from lessons.models.delivery import CourseAssignment, LessonAssignment, LessonProgress, Notice
from lessons.models.live import RUN_LASTS, LessonRun, SafetyNoteRead

__all__ = [
    "RUN_LASTS",
    "CourseAssignment",
    "LessonAssignment",
    "LessonPage",
    "LessonProgress",
    "LessonRun",
    "Notice",
    "SafetyNoteRead",
]
