"""App configuration of packs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PacksConfig(AppConfig):
    """Import and export of content."""

    name = "packs"
    verbose_name = _("Content packs")
