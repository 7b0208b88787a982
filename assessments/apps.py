"""App configuration of assessments."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

DELETE_JOB = "assessments.delete_expired"


class AssessmentsConfig(AppConfig):
    """The quiz engine."""

    name = "assessments"
    verbose_name = _("Quizzes")

    def ready(self) -> None:
        """Name what must and what should be true before a quiz is published, and who imports banks and marks again."""
        from assessments import services
        from assessments.enums import IMPORT_JOB
        from assessments.models import Quiz
        from assessments.queries.advice import quiz_advice
        from assessments.queries.problems import quiz_problems
        from assessments.services import banks, overdue
        from cms.checks import register_advice, register_check
        from jobs import services as jobs

        register_check(Quiz, quiz_problems)
        register_advice(Quiz, quiz_advice)
        jobs.register_handler(banks.READ_JOB, banks.handle_read_job)
        jobs.register_handler(IMPORT_JOB, banks.handle_import_job)
        jobs.register_handler(DELETE_JOB, lambda _run: {"deleted": banks.delete_expired()})
        jobs.register_periodic(jobs.Periodic(DELETE_JOB, every=timedelta(minutes=10)))
        jobs.register_handler(overdue.OVERDUE_JOB, lambda _run: {"sent": overdue.send_overdue()})
        jobs.register_periodic(jobs.Periodic(overdue.OVERDUE_JOB, every=timedelta(minutes=5)))
        jobs.register_handler(services.SWEEP_JOB, lambda _run: {"deleted": services.sweep_files()})
        jobs.register_periodic(jobs.Periodic(services.SWEEP_JOB, every=timedelta(days=1)))
        jobs.register_handler(services.REGRADE_JOB, services.handle_regrade_job)
