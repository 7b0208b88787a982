"""Closed lists of help and safety."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContactKind(TextChoices):
    """What a contact is for; the help page shows them in this order."""

    EMERGENCY = "emergency", _("In danger now")
    CHILDREN = "children", _("Children's line")
    MIGRATION = "migration", _("Travel, work and safety line")
    CHAT = "chat", _("Chat or text")
    ADULT_OUTSIDE = "adult_outside", _("A trusted adult outside school")
    ADULT_INSIDE = "adult_inside", _("A trusted adult in your school")


class Freshness(TextChoices):
    """How long ago somebody checked a number, and what follows."""

    CONFIRMED = "confirmed", _("Confirmed")
    AGEING = "ageing", _("Checked a while ago")
    UNCONFIRMED = "unconfirmed", _("Not confirmed")
