"""App configuration of curriculum."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurriculumConfig(AppConfig):
    """Courses and competencies."""

    name = "curriculum"
    verbose_name = _("Curriculum")

    def ready(self) -> None:
        """Keep the courses for professionals to professionals, and say what the library publishes."""
        from cms.checks import register_check
        from cms.permissions import register_closed
        from curriculum.checks import resource_problems
        from curriculum.models import Resource
        from curriculum.permissions import closed_courses

        register_closed(closed_courses)
        register_check(Resource, resource_problems)
