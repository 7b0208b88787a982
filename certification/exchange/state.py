"""The state of a certificate, worked out from its dates and what happened to it; nothing stores it."""

from collections.abc import Iterable
from datetime import date, timedelta

from certification.enums import CertificateState, EventKind

# Reminders go out so many days before the end; the first of them is when a certificate counts as ending soon.
REMIND_DAYS = (180, 90, 30)


def state_of(valid_until: date, grace_days: int, events: Iterable[str], today: date) -> CertificateState:
    """Return the state on a day; ``events`` are the kinds of everything that happened, in order.

    The last of them decides: an appeal may bring back even what was withdrawn. The last day of validity counts, and so
    does that of the grace.
    """
    last = [EventKind.AWARDED, *events][-1]
    if last == EventKind.REVOKED:
        return CertificateState.REVOKED
    if last == EventKind.SUSPENDED:
        return CertificateState.SUSPENDED
    if today > valid_until:
        is_in_grace = today <= valid_until + timedelta(days=grace_days)
        return CertificateState.IN_RENEWAL if is_in_grace else CertificateState.EXPIRED
    return CertificateState.EXPIRING if (valid_until - today).days <= REMIND_DAYS[0] else CertificateState.VALID


def due_reminder(valid_until: date, today: date) -> int | None:
    """Return which reminder stands for this day: the nearest to the end that has come; None before and after all."""
    left = (valid_until - today).days
    return min((days for days in REMIND_DAYS if 0 <= left <= days), default=None)
