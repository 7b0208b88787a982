"""App configuration of curriculum."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurriculumConfig(AppConfig):
    """Courses and competencies."""

    name = "curriculum"
    verbose_name = _("Curriculum")
