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
    # For professionals.
    LAW = "law", _("Law against trafficking in human beings")
    CRIMINAL_LAW = "criminal-law", _("Criminal law")
    STATUS = "status", _("Status of an affected person")
    REFERRAL = "referral", _("Working together and referral")
    CHILDREN = "children", _("Children")
    AUTHORITY = "authority", _("Responsible bodies")
    PLAN = "plan", _("National plans")
    PRACTICE = "practice", _("What reports say")


# What lessons may show; the rest stands on the professionals' pages of countries.
LESSON_TOPICS = (FactTopic.MINIMUM_WAGE, FactTopic.WORK_AGE, FactTopic.WORK_HOURS, FactTopic.CONTRACT)


class ResourceKind(TextChoices):
    """What a thing in the library is."""

    LEAFLET = "leaflet", _("Leaflet")
    STICKER = "sticker", _("Sticker")
    POSTER = "poster", _("Poster")
    VIDEO = "video", _("Film")
    AUDIO = "audio", _("Sound recording")
    SCRIPT = "script", _("Play script")
    MANUAL = "manual", _("Manual")


class ResourceAudience(TextChoices):
    """Whom a thing in the library is made for."""

    STUDENTS = "students", _("Students")
    FAMILIES = "families", _("Families")
    TEACHERS = "teachers", _("Teachers")
    PROFESSIONALS = "professionals", _("Social workers and other professionals")
    COMMUNITY = "community", _("Everybody in the community")


class PrintSize(TextChoices):
    """The paper that something is made for."""

    NONE = "", _("not for printing")
    A3 = "a3", "A3"
    A4 = "a4", "A4"
    A5 = "a5", "A5"
    A6 = "a6", "A6"
    LABEL = "label", _("label of 7 × 4 cm")
