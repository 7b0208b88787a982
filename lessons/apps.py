"""App configuration of lessons."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    """Lessons and their delivery."""

    name = "lessons"
    verbose_name = _("Lessons")
