"""Tables of help: contacts and the way to change them, requests for a conversation and where the lead is found."""

from safeguarding.models.contacts import HelpContact, HelpContactChange, HelpContactChangeQuerySet, HelpContactQuerySet
from safeguarding.models.talking import ROOM_LENGTH, TalkPlace, TalkRequest, TalkRequestQuerySet

__all__ = [
    "ROOM_LENGTH",
    "HelpContact",
    "HelpContactChange",
    "HelpContactChangeQuerySet",
    "HelpContactQuerySet",
    "TalkPlace",
    "TalkRequest",
    "TalkRequestQuerySet",
]
