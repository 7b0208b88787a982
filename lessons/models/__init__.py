"""Lessons as content, as given to a class, and as they run."""

from lessons.models.content import LessonPage
from lessons.models.delivery import CourseAssignment, LessonAssignment, LessonProgress, Notice
from lessons.models.guide import FirstStepsClosed
from lessons.models.live import RUN_LASTS, LessonRun, SafetyNoteRead
from lessons.models.log import LONGEST_LESSON, SCHOOL_HOUR, Attendance, CohortTally, DeliveredLesson, school_hours
from lessons.models.plan import FreeWeek, PlannedLesson
from lessons.models.questions import BallotCount, LiveQuestion
from lessons.models.reteach import Reteach
from lessons.models.seats import Seat, SeatVote
from lessons.models.tallies import QuestionTally

__all__ = [
    "LONGEST_LESSON",
    "RUN_LASTS",
    "SCHOOL_HOUR",
    "Attendance",
    "BallotCount",
    "CohortTally",
    "CourseAssignment",
    "DeliveredLesson",
    "FirstStepsClosed",
    "FreeWeek",
    "LessonAssignment",
    "LessonPage",
    "LessonProgress",
    "LessonRun",
    "LiveQuestion",
    "Notice",
    "PlannedLesson",
    "QuestionTally",
    "Reteach",
    "SafetyNoteRead",
    "Seat",
    "SeatVote",
    "school_hours",
]
