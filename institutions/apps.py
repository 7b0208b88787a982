"""App configuration of institutions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    """Regions, schools, classes and who belongs to them."""

    name = "institutions"
    verbose_name = _("Schools and classes")
