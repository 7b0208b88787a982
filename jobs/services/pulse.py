"""The heartbeat of worker processes: the sign by which others know that work is being done at all."""

import logging
import os
import socket
import threading
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from jobs.models import Worker

BEAT_SECONDS = 10.0
# A process that was killed leaves its row behind; an hour later nobody needs to know of it.
FORGET_AFTER = timedelta(hours=1)

logger = logging.getLogger(__name__)


def process_name() -> str:
    """Return machine and process number: two workers on one machine have a row each."""
    return f"{socket.gethostname()[:100]}/{os.getpid()}"


def beat(*, name: str | None = None, now: datetime | None = None) -> None:
    """Write that this worker process lives, and forget those that fell silent long ago."""
    now = now or timezone.now()
    _row, is_new = Worker.objects.update_or_create(name=name or process_name(), defaults={"seen_at": now})
    if is_new:
        Worker.objects.filter(seen_at__lt=now - FORGET_AFTER).delete()


def say_goodbye(*, name: str | None = None) -> None:
    """Take this worker process off the list: it ends on purpose. Twice is once."""
    Worker.objects.filter(name=name or process_name()).delete()


class Pulse:
    """Beats in a thread of its own, for processes whose main loop is not ours (Celery's)."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="worker-pulse", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and take the process off the list."""
        self._over.set()
        self._thread.join(timeout=2)

    def _beat(self) -> None:
        try:
            while True:
                try:
                    beat()
                except DatabaseError as error:
                    logger.warning("the worker's heartbeat could not be written: %s", type(error).__name__)
                    connection.close()
                if self._over.wait(BEAT_SECONDS):
                    say_goodbye()
                    return
        except DatabaseError as error:
            logger.warning("the worker could not sign off: %s", type(error).__name__)
        finally:
            connection.close()
