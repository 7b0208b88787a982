"""App configuration of demo."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The demonstration cast."""

    name = "demo"
    verbose_name = _("Demonstration")
