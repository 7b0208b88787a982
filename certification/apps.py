"""App configuration of certification."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    """The professional track."""

    name = "certification"
    verbose_name = _("Certification")
