"""App configuration of assessments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """The quiz engine."""

    name = "assessments"
    verbose_name = _("Quizzes")

    def ready(self) -> None:
        """Register what must be true before a quiz is published, and what would be good."""
        from assessments.models import Quiz
        from assessments.queries.advice import quiz_advice
        from assessments.queries.problems import quiz_problems
        from cms.checks import register_advice, register_check

        register_check(Quiz, quiz_problems)
        register_advice(Quiz, quiz_advice)
