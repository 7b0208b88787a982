"""Why somebody's data are handed over or removed: written down, without naming them."""

from accounts.models import User
from institutions.services import names_somebody


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
    if names_somebody(reason, (person.display_name, person.first_name, person.last_name, person.username)):
        raise ErasureRefused("names_the_person")
    return reason
