"""Reads of lessons: pages in the reader's language, a learner's list, a teacher's classes."""

from lessons.queries.delivered import Delivered, Place, delivered_lessons
from lessons.queries.learner import LessonRow, QuizRow, UnitRow, my_lessons, my_quizzes
from lessons.queries.offline import StoredLesson, storable
from lessons.queries.pages import LessonText, LessonVersion, lesson_text, lesson_version, localized, source_courses
from lessons.queries.teacher import (
    ClassLesson,
    Missed,
    TodayClass,
    class_lessons,
    learner_lessons,
    missed_twice,
    standalone_quizzes,
    today_classes,
)

__all__ = [
    "ClassLesson",
    "Delivered",
    "LessonRow",
    "LessonText",
    "LessonVersion",
    "Missed",
    "Place",
    "QuizRow",
    "StoredLesson",
    "TodayClass",
    "UnitRow",
    "class_lessons",
    "delivered_lessons",
    "learner_lessons",
    "lesson_text",
    "lesson_version",
    "localized",
    "missed_twice",
    "my_lessons",
    "my_quizzes",
    "source_courses",
    "standalone_quizzes",
    "storable",
    "today_classes",
]
