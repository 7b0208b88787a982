"""Putting a class away: the lesson that runs in it ends first."""

from django.db import transaction

from accounts.models import User
from institutions.models import Cohort
from institutions.services.archiving import archive_cohort
from lessons.models import LessonRun
from lessons.services.ending import end_run


@transaction.atomic
def archive_class(*, cohort: Cohort, actor: User) -> bool:
    """End what runs in a class and put it away; return whether this call did it. Audited; twice is once."""
    running = LessonRun.objects.open().filter(cohort=cohort).first()
    if running is not None:
        end_run(run=running, actor=actor)
    return archive_cohort(cohort=cohort, actor=actor)
