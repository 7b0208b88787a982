"""Everything that changes the directory of help contacts, leaving, and asking to talk."""

from safeguarding.services.directory import (
    ChangeRefused,
    confirm_change,
    decline_change,
    propose_change,
    propose_check,
    values_of,
)
from safeguarding.services.leaving import come_back, leave
from safeguarding.services.seeding import seed_unconfirmed
from safeguarding.services.talking import acknowledge, ask_to_talk, close, delete_expired, set_talk_place, take_back

__all__ = [
    "ChangeRefused",
    "acknowledge",
    "ask_to_talk",
    "close",
    "come_back",
    "confirm_change",
    "decline_change",
    "delete_expired",
    "leave",
    "propose_change",
    "propose_check",
    "seed_unconfirmed",
    "set_talk_place",
    "take_back",
    "values_of",
]
