"""Writes of lessons: giving them to a class, and how far a learner has come."""

from lessons.services.assigning import assign_course, assign_lesson, withdraw_lesson
from lessons.services.progress import record_step

__all__ = ["assign_course", "assign_lesson", "record_step", "withdraw_lesson"]
