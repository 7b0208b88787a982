"""Writes of lessons: giving them to a class, running them there, and how far a learner has come."""

from lessons.services.assigning import WorkNotTaken, assign_course, assign_lesson, withdraw_lesson
from lessons.services.attendance import forget_attendance, record_attendance
from lessons.services.delivering import DeliveryRefused, Held, edit_delivery, log_delivery, remove_delivery
from lessons.services.ending import END_RUNS_JOB, end_forgotten_runs, end_run, handle_end_runs_job
from lessons.services.leading import ActOutcome, act, hash_of, take_over
from lessons.services.progress import record_step
from lessons.services.reminders import REMINDERS_JOB, collect_reminders, handle_reminders_job
from lessons.services.reteaching import add_reteach, finish_reteach, remove_reteach
from lessons.services.running import RunRefused, read_safety_note, start_run
from lessons.services.taking_out import ResultsRefused, take_out_class, take_out_learner, take_out_results

__all__ = [
    "END_RUNS_JOB",
    "REMINDERS_JOB",
    "ActOutcome",
    "DeliveryRefused",
    "Held",
    "ResultsRefused",
    "RunRefused",
    "WorkNotTaken",
    "act",
    "add_reteach",
    "assign_course",
    "assign_lesson",
    "collect_reminders",
    "edit_delivery",
    "end_forgotten_runs",
    "end_run",
    "finish_reteach",
    "forget_attendance",
    "handle_end_runs_job",
    "handle_reminders_job",
    "hash_of",
    "log_delivery",
    "read_safety_note",
    "record_attendance",
    "record_step",
    "remove_delivery",
    "remove_reteach",
    "start_run",
    "take_out_class",
    "take_out_learner",
    "take_out_results",
    "take_over",
    "withdraw_lesson",
]
