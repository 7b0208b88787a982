"""App configuration of operations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Retention and health."""

    name = "operations"
    verbose_name = _("Operations")
