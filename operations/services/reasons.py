"""Why somebody's data are handed over or removed: written down, without naming them."""

import re

from accounts.models import User


class ErasureRefused(Exception):
    """Nothing was removed; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked_reason(reason: str, person: User) -> str:
    """Return the reason for the log; refuse an empty one, and one that names the person: the log outlives them."""
    reason = " ".join(reason.split())
    if not reason:
        raise ErasureRefused("no_reason")
    words = set(re.findall(r"\w{3,}", reason.casefold()))
    names = f"{person.display_name} {person.first_name} {person.last_name} {person.username}".casefold()
    if words & set(re.findall(r"\w{3,}", names)):
        raise ErasureRefused("names_the_person")
    return reason
