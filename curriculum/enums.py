"""Closed lists of the curriculum."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FactTopic(TextChoices):
    """What a dated country fact is about."""

    MINIMUM_WAGE = "minimum-wage", _("Minimum wage")
    WORK_AGE = "work-age", _("Age for work")
    WORK_HOURS = "work-hours", _("Working hours")
    CONTRACT = "contract", _("Work contract")
