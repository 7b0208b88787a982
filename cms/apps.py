"""App configuration of cms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Content management."""

    name = "cms"
    verbose_name = _("Pages and files")
