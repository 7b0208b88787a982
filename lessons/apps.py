"""App configuration of lessons."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    """Lessons and their delivery."""

    name = "lessons"
    verbose_name = _("Lessons")

    def ready(self) -> None:
        """Register what must be true before a lesson goes public."""
        from cms.checks import register_check
        from lessons.checks import lesson_problems
        from lessons.models import LessonPage

        register_check(LessonPage, lesson_problems)
