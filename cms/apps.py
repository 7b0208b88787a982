"""App configuration of cms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Content management."""

    name = "cms"
    verbose_name = _("Pages and files")

    def ready(self) -> None:
        """Have every page that is a translation checked against its source before it goes public."""
        from cms.checks import register_check
        from cms.models import CheckedPage
        from cms.queries import translation_problems

        register_check(CheckedPage, translation_problems)
