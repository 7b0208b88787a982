"""App configuration of demo."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The demonstration cast."""

    name = "demo"
    verbose_name = _("Demonstration")

    def ready(self) -> None:
        """Refuse to start where a demonstration must not be: web servers and workers run no system checks."""
        from demo.checks import check_demo

        register(check_demo, Tags.security)
        if problems := check_demo():
            raise ImproperlyConfigured(" ".join(str(problem.msg) for problem in problems))
