"""App configuration of safeguarding."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafeguardingConfig(AppConfig):
    """Quick exit and help."""

    name = "safeguarding"
    verbose_name = _("Help and safety")

    def ready(self) -> None:
        """Register the production checks."""
        from safeguarding import checks  # noqa: F401  importing registers them
