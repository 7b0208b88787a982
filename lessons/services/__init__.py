"""Writes of lessons: giving them to a class, and how far a learner has come."""

from lessons.services.assigning import assign_course, assign_lesson, withdraw_lesson
from lessons.services.progress import record_step
from lessons.services.reminders import REMINDERS_JOB, collect_reminders, handle_reminders_job

__all__ = [
    "REMINDERS_JOB",
    "assign_course",
    "assign_lesson",
    "collect_reminders",
    "handle_reminders_job",
    "record_step",
    "withdraw_lesson",
]
