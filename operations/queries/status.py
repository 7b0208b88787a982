"""Everything the status page says, in the order in which a technician looks."""

from datetime import datetime

from django.utils import timezone

from operations.queries import status_duties, status_machine
from operations.queries.readiness import readiness
from operations.queries.status_line import Line, State

ORDER = {State.MEND: 0, State.LOOK: 1, State.GOOD: 2}


def status_lines(*, now: datetime | None = None) -> list[Line]:
    """Return all lines, what has to be mended first. Asks the database only; no line waits for another machine."""
    now = now or timezone.now()
    state = readiness(now=now)
    lines = [
        status_machine.worker(state),
        status_machine.queue(now),
        status_machine.database(),
        status_machine.migrations(),
        status_machine.disk(state),
        status_machine.certificate(now),
        status_duties.backup(now),
        status_duties.retention(now),
        status_duties.help_numbers(),
        status_duties.facts(),
        status_machine.release(),
    ]
    return sorted(lines, key=lambda line: ORDER[line.state])
