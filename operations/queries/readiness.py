"""Whether this installation can do its work: database, worker, disk."""

import logging
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from jobs.queries import last_heartbeat

# Twelve missed heartbeats: a worker that is replaced by the next release is back before.
LONGEST_SILENCE_SECONDS = 120
MEGABYTE = 1_000_000

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was found. ``worker_age`` in seconds, None without any worker; ``disk_free`` in bytes."""

    has_database: bool
    worker_age: float | None
    disk_free: int

    @property
    def troubles(self) -> list[str]:
        """Return what is not well, in words for the log."""
        found = []
        if not self.has_database:
            found.append("database")
        elif self.worker_age is None or self.worker_age > LONGEST_SILENCE_SECONDS:
            found.append("worker")
        if self.disk_free < settings.DISK_FLOOR_MB * MEGABYTE:
            found.append("disk")
        return found

    @property
    def is_ready(self) -> bool:
        """Whether nothing is wrong."""
        return not self.troubles


def readiness(*, now: datetime | None = None) -> Readiness:
    """Look at all three; one query, and none of them raises."""
    try:
        seen = last_heartbeat()
    except DatabaseError as error:
        logger.warning("the database did not answer: %s", type(error).__name__)
        return Readiness(has_database=False, worker_age=None, disk_free=disk_free())
    age = ((now or timezone.now()) - seen).total_seconds() if seen else None
    return Readiness(has_database=True, worker_age=age, disk_free=disk_free())


def disk_free() -> int:
    """Return the bytes that are left where the data lies; 0 when the folder cannot be reached."""
    folder = Path(settings.DATA_DIR)
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
