"""App configuration of curriculum."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurriculumConfig(AppConfig):
    """Courses and competencies."""

    name = "curriculum"
    verbose_name = _("Curriculum")

    def ready(self) -> None:
        """Keep the courses for professionals to professionals."""
        from cms.permissions import register_closed
        from curriculum.permissions import closed_courses

        register_closed(closed_courses)
