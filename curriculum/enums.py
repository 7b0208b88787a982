"""Closed lists of the curriculum."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# How far a competency goes: aware, guided, independent, lead.
LEVELS = (1, 2, 3, 4)


class CourseKind(TextChoices):
    """What a course is for; students write and hand in work of their own where they learn a trade, nowhere else."""

    PREVENTION = "prevention", _("Prevention")
    VOCATIONAL = "vocational", _("Vocational")
    PROFESSIONAL = "professional", _("For professionals")


class CourseReaders(TextChoices):
    """Which professionals a course of that kind is for; nobody else finds it."""

    SOCIAL_WORKERS = "social_workers", _("Social workers")
    TEACHERS = "teachers", _("Teachers and heads")
    COMMUNITY = "community", _("Community coordinators")


class FactTopic(TextChoices):
    """What a dated country fact is about."""

    MINIMUM_WAGE = "minimum-wage", _("Minimum wage")
    WORK_AGE = "work-age", _("Age for work")
    WORK_HOURS = "work-hours", _("Working hours")
    CONTRACT = "contract", _("Work contract")
