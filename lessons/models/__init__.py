"""Lessons as content, and lessons as given to a class."""

from lessons.models.content import LessonPage
from lessons.models.delivery import CourseAssignment, LessonAssignment, LessonProgress, Notice

__all__ = ["CourseAssignment", "LessonAssignment", "LessonPage", "LessonProgress", "Notice"]
