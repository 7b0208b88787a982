"""Closed lists of help and safety."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Where a visit leaves no trace: the sign-in is set aside before anything looks at it, and the access log is silent.
UNWATCHED_PREFIXES = ("/exit", "/help/", "/tools/")
# Who asks to talk has to be signed in, but no log knows of the visit; nor when the lead looked.
UNLOGGED_PREFIXES = (*UNWATCHED_PREFIXES, "/my/people/", "/t/requests/")
# Says on a device that somebody left; scripts read it too, so that a page the browser brings back stays covered.
LEFT_COOKIE = "left"
# Answers in every country this platform serves; shown even when the directory is empty or cannot be read.
EMERGENCY_NUMBER = "112"


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


class CheckMethod(TextChoices):
    """How somebody found out that a contact works."""

    CALL = "call", _("by calling the number")
    EMAIL = "email", _("by asking the organisation by e-mail")
    SITE = "site", _("by reading the organisation's own site")


class Refusal(StrEnum):
    """Why a change to the directory was not taken."""

    SAME_PERSON = "same_person"
    DECIDED = "decided"
    ALREADY_OPEN = "already_open"
    WRONG_DATE = "wrong_date"


class TalkStatus(TextChoices):
    """How far a request for a conversation has come."""

    WAITING = "waiting", _("Waiting")
    ACKNOWLEDGED = "acknowledged", _("Seen")
    CLOSED = "closed", _("Closed")


OPEN = (TalkStatus.WAITING, TalkStatus.ACKNOWLEDGED)
