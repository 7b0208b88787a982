"""Doing a job: its handler, its heartbeat, its progress, and a worker that closes in good order."""

import logging
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from types import TracebackType
from typing import Self

from django.db import DatabaseError, connection
from django.utils import timezone

from jobs.enums import JobStatus
from jobs.models import MESSAGE_LENGTH, Job, Json
from jobs.services import rows
from jobs.services.rows import JobStopped

HEARTBEAT_SECONDS = 2.0
# A thread cannot be stopped from outside, but its heart can: what hangs is started again elsewhere.
LONGEST_RUN_SECONDS = 3600.0
PROGRESS_EVERY_SECONDS = 0.5
LARGEST_RESULT = 16_000

logger = logging.getLogger(__name__)


class JobError(Exception):
    """Raised by a handler to fail with a code and a sentence the owner may read, without personal data."""

    def __init__(self, code: str, text: str = "", *, retry: bool = False) -> None:
        super().__init__(code)
        self.code, self.text, self.retry = code, text, retry


@dataclass(slots=True)
class Run:
    """One attempt, as its handler sees it."""

    job: Job
    lost: threading.Event = field(default_factory=threading.Event)
    _written_at: float = float("-inf")

    @property
    def payload(self) -> Json:
        """What the job was asked with."""
        return dict(self.job.payload)

    def progress(self, percent: float, message: str = "") -> None:
        """Show how far the work is, at most twice a second; raise ``JobStopped`` when it need not go on."""
        if self.lost.is_set() or _stopping.is_set():
            raise JobStopped
        if monotonic() - self._written_at < PROGRESS_EVERY_SECONDS:
            return
        self._written_at = monotonic()
        shown = max(0, min(99, int(percent)))
        rows.write(self.job, progress=shown, message=message[:MESSAGE_LENGTH], heartbeat_at=timezone.now())

    def finish(self, result: Json | None = None) -> None:
        """Mark the job done; raise ``JobStopped`` when it is no longer ours.

        Called inside the handler's own ``transaction.atomic()`` as its last write, what the handler wrote there
        happens exactly once. A handler that does not call it is marked done when it returns.
        """
        rows.require_small(result or {}, LARGEST_RESULT)
        rows.write(
            self.job,
            status=JobStatus.DONE,
            progress=100,
            message="",
            result=result or {},
            error_code="",
            error_text="",
            finished_at=timezone.now(),
        )


type Handler = Callable[[Run], Json | None]

HANDLERS: dict[str, Handler] = {}
# What this process is working on: number of the row → its run. Guarded by the lock.
_running: dict[int, Run] = {}
_lock = threading.Lock()
_stopping = threading.Event()


def register_handler(kind: str, handler: Handler) -> None:
    """Say who does this kind of work; called in ``AppConfig.ready``. A kind has one handler."""
    if HANDLERS.setdefault(kind, handler) is not handler:
        raise ValueError(f"{kind} already has a handler")


def run(job_id: int) -> bool:
    """Do a job if it waits and nobody else was faster; return whether this call brought it to a final state.

    Calls the handler outside any transaction, keeps the heartbeat, and queues again with back-off after an error.
    """
    job = None if _stopping.is_set() else rows.claim(job_id)
    if job is None:
        return False
    work = Run(job)
    with _lock:
        _running[job.pk] = work
    try:
        with _Pulse(work):
            return _handle(work)
    finally:
        with _lock:
            _running.pop(job.pk, None)


def is_busy() -> bool:
    """Whether this process is working on anything."""
    with _lock:
        return bool(_running)


def stop_taking_work() -> None:
    """Take no more jobs in this process, and stop running ones at their next sign of progress."""
    _stopping.set()


def release_running() -> int:
    """Put back what this process is still working on, for the next worker; return how many."""
    with _lock:
        held = [work.job for work in _running.values()]
    return sum(rows.release(job) for job in held)


def _handle(work: Run) -> bool:
    """Call the handler and write down how it ended; return whether the job is closed."""
    job = work.job
    try:
        handler = HANDLERS.get(job.kind)
        if handler is None:
            # The asking side may already run a newer release: another worker, or this one later, will know.
            raise JobError("unknown_kind", retry=True)
        result = handler(work)
        if rows.is_held(job):
            work.finish(result)
        return True
    except JobStopped:
        # A cancelled row, or one given away, is no longer held and stays as it is.
        rows.release(job)
        return False
    except JobError as error:
        return rows.fail(job, error.code, error.text, retry=error.retry)
    except Exception as error:  # noqa: BLE001  a handler may raise anything, and the row must say so
        # Without the message: those of databases and parsers quote the very data they stumbled over.
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("job %s (%s) ended in %s\n%s", job.public_id, job.kind, type(error).__name__, where)
        return rows.fail(job, type(error).__name__, retry=True)
    except BaseException:
        rows.release(job)
        raise


class _Pulse:
    """Keeps the heartbeat of a run; a run shorter than one beat costs no write."""

    def __init__(self, work: Run) -> None:
        self._work, self._over = work, threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"pulse-{work.job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(timeout=1)

    def _beat(self) -> None:
        end = monotonic() + LONGEST_RUN_SECONDS
        try:
            while not self._over.wait(HEARTBEAT_SECONDS) and monotonic() < end:
                try:
                    rows.write(self._work.job, heartbeat_at=timezone.now())
                except JobStopped:
                    self._work.lost.set()
                    return
                except DatabaseError as error:
                    logger.warning("a heartbeat could not be written: %s", type(error).__name__)
        finally:
            connection.close()
