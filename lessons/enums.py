"""Closed lists of lessons."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StepPart(TextChoices):
    """The three parts every prevention lesson must have."""

    RISK = "risk", _("Risk")
    PROTECT = "protect", _("Protective step")
    WAYOUT = "wayout", _("Way out")


class PhaseCode(TextChoices):
    """What a phase of the 45 minutes is for."""

    OPENING = "OP", _("Opening")
    ACTIVITY = "AC", _("Activity")
    INPUT = "IN", _("Short input")
    DISCUSSION = "DI", _("Discussion")
    PRACTICE = "PR", _("Practice")
    REFLECTION = "RE", _("Reflection")
    CLOSE = "CL", _("Close")


class ReviewStatus(TextChoices):
    """How far a lesson in one language was looked at."""

    DRAFT = "draft", _("Draft, not reviewed")
    LANGUAGE = "language", _("Language reviewed")
    CHILD_PROTECTION = "child_protection", _("Child protection reviewed")
