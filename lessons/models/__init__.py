"""Lessons as content, as given to a class, and as they run."""

from lessons.models.content import LessonPage
from lessons.models.delivery import CourseAssignment, LessonAssignment, LessonProgress, Notice
from lessons.models.live import RUN_LASTS, LessonRun, SafetyNoteRead
from lessons.models.questions import BallotCount, LiveQuestion
from lessons.models.seats import Seat, SeatVote

__all__ = [
    "RUN_LASTS",
    "BallotCount",
    "CourseAssignment",
    "LessonAssignment",
    "LessonPage",
    "LessonProgress",
    "LessonRun",
    "LiveQuestion",
    "Notice",
    "SafetyNoteRead",
    "Seat",
    "SeatVote",
]
