"""What students see of the directory, what its keepers have to do, and who waits for a conversation."""

from safeguarding.queries.contacts import (
    VisibleContact,
    contact_card,
    directory,
    due_contacts,
    in_page_order,
    recent_changes,
    text_in,
    visible_contacts,
    waiting_changes,
)
from safeguarding.queries.talking import AskedTalk, TalkSign, asked_talks, has_waited_long, open_talk, talk_sign

__all__ = [
    "AskedTalk",
    "TalkSign",
    "VisibleContact",
    "asked_talks",
    "contact_card",
    "directory",
    "due_contacts",
    "has_waited_long",
    "in_page_order",
    "open_talk",
    "recent_changes",
    "talk_sign",
    "text_in",
    "visible_contacts",
    "waiting_changes",
]
