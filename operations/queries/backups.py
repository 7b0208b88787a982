"""What is known about the last backup: a small file beside the archives, or else what the worker wrote in its job."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from jobs.enums import JobStatus
from jobs.models import Job

BACKUP_JOB = "operations.backup"
STATE_FILE = "last-backup.json"
# A day and the time that a large installation needs.
LATE_AFTER = timedelta(hours=30)


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last good backup, ``at`` None when none is known; ``error`` is what stopped a later attempt, as a sentence.

    ``size`` is in bytes, ``age_hours`` counts from the moment that the backup shows.
    """

    at: datetime | None = None
    size: int = 0
    is_encrypted: bool = False
    age_hours: float = 0.0
    error: str = ""

    @property
    def is_late(self) -> bool:
        """Whether the installation would lose more than a day, or everything."""
        return self.at is None or timedelta(hours=self.age_hours) > LATE_AFTER


def last_backup(*, now: datetime | None = None) -> LastBackup:
    """Return what is known, from the folder of backups or, on another computer than the worker's, from its jobs."""
    now = now or timezone.now()
    found = read_state(Path(settings.BACKUP_DIR)) or _state_of_last_job()
    try:
        at = datetime.fromisoformat(found["at"]) if found.get("at") else None
        age = (now - at).total_seconds() / 3600 if at else 0.0
        return LastBackup(at, int(found.get("size", 0)), bool(found.get("is_encrypted")), age, str(found["error"]))
    except (KeyError, TypeError, ValueError):
        return LastBackup(error="The note about the last backup cannot be read.")


def read_state(folder: Path) -> Mapping[str, Any]:
    """Return the note of a folder of backups; empty when there is none."""
    try:
        found = json.loads((folder / STATE_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        return {"at": "?"}
    return found if isinstance(found, dict) else {"at": "?"}


def _state_of_last_job() -> Mapping[str, Any]:
    """Return what the last finished job said, in the same words; a later failure is told too."""
    done = Job.objects.filter(kind=BACKUP_JOB, status=JobStatus.DONE).order_by("-finished_at").first()
    failed = Job.objects.filter(kind=BACKUP_JOB, status=JobStatus.FAILED).order_by("-finished_at").first()
    is_newer = failed and (
        done is None or (failed.finished_at or failed.created_at) > (done.finished_at or done.created_at)
    )
    error = failed.error_text or failed.error_code if failed and is_newer else ""
    return {**(done.result if done else {}), "error": error}
