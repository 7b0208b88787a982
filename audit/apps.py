"""App configuration of the audit log."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Append-only record of sensitive acts."""

    name = "audit"
    verbose_name = _("Audit log")
