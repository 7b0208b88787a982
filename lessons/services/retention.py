"""Removing how far learners came and where they were once their class's time is over."""

from institutions.models import Cohort
from lessons.models import Attendance, LessonProgress, Seat


def erase_progress(*, cohort: Cohort) -> int:
    """Delete the progress of a class's learners, and seats; return how many rows of progress. Twice changes nothing.

    What the class was given stays: it names nobody.
    """
    Seat.objects.filter(run__cohort=cohort).delete()
    return LessonProgress.objects.filter(assignment__cohort=cohort).delete()[0]


def erase_learner_progress(*, learner_id: int) -> int:
    """Delete how far one learner came and where they were, in whatever classes; return how many rows of progress.

    The number of people at a lesson stays. Repeating it changes nothing.
    """
    Attendance.objects.filter(learner_id=learner_id).delete()
    Seat.objects.filter(learner_id=learner_id).delete()
    return LessonProgress.objects.filter(learner_id=learner_id).delete()[0]
