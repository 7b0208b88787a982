"""Everything that changes the directory of help contacts, and leaving."""

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

__all__ = [
    "ChangeRefused",
    "come_back",
    "confirm_change",
    "decline_change",
    "leave",
    "propose_change",
    "propose_check",
    "seed_unconfirmed",
    "values_of",
]
