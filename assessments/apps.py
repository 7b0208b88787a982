"""App configuration of assessments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """The quiz engine."""

    name = "assessments"
    verbose_name = _("Quizzes")
