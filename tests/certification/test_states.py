"""What the public is told follows from dates and events alone, and a clock moved by years changes only that."""

from datetime import date, timedelta

import pytest

from certification.enums import CertificateState, EventKind
from certification.exchange.state import due_reminder, state_of

pytestmark = pytest.mark.pure

END = date(2028, 2, 29)
SUSPENDED, REINSTATED, REVOKED = EventKind.SUSPENDED, EventKind.REINSTATED, EventKind.REVOKED


@pytest.mark.parametrize(
    ("days", "events", "state"),
    [
        (-181, [], "valid"),
        (-180, [], "expiring"),
        (0, [], "expiring"),
        (1, [], "expired_in_renewal"),
        (60, [], "expired_in_renewal"),
        (61, [], "expired"),
        (3_650, [], "expired"),
        (-400, [SUSPENDED], "suspended"),
        (3_650, [SUSPENDED], "suspended"),
        (-400, [SUSPENDED, REINSTATED], "valid"),
        (61, [SUSPENDED, REINSTATED], "expired"),
        (-400, [SUSPENDED, REINSTATED, SUSPENDED], "suspended"),
        (-400, [REVOKED], "revoked"),
        (3_650, [REVOKED], "revoked"),
        (-400, [REVOKED, REINSTATED], "valid"),
    ],
)
def test_a_state_follows_from_dates_and_events(days, events, state):
    happened = [EventKind.AWARDED, *events]
    assert state_of(END, 60, happened, END + timedelta(days=days)) == CertificateState(state)


def test_one_reminder_stands_for_each_day_before_the_end():
    days = {left: due_reminder(END, END - timedelta(days=left)) for left in (181, 180, 91, 90, 31, 30, 0, -1)}
    assert days == {181: None, 180: 180, 91: 180, 90: 90, 31: 90, 30: 30, 0: 30, -1: None}
