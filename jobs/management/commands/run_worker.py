"""The one worker process of an installation without a broker; with one, a sweeper beside Celery's own workers."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from time import monotonic, sleep
from types import FrameType
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from jobs import services
from jobs.models import Job

LOOK_EVERY_SECONDS = 0.2
SWEEP_EVERY_SECONDS = 5.0
SWEEP_WITH_BROKER_SECONDS = 60.0
OFFER_AGAIN_SECONDS = 30.0
# Whoever started us waits five seconds before it kills.
GRACE_SECONDS = 3.5

logger = logging.getLogger(__name__)


class Pump:
    """Hands waiting rows to Celery, each attempt once, and only as many as will soon be started."""

    def __init__(self, send: Callable[[int], object], room: int) -> None:
        self._send, self._room = send, room
        self._offered: dict[tuple[int, int], float] = {}

    def turn(self) -> int:
        """Offer what waits and was not offered yet; return how many."""
        now = monotonic()
        due = list(Job.objects.due(timezone.now()).values_list("pk", "attempts")[: self._room])
        self._offered = {
            key: since for key in due if now - (since := self._offered.get(key, float("-inf"))) < OFFER_AGAIN_SECONDS
        }
        fresh = [key for key in due if key not in self._offered]
        for key in fresh:
            self._offered[key] = now
            self._send(key[0])
        return len(fresh)


class Command(BaseCommand):
    """``manage.py run_worker``."""

    help = "Does the work that pages ask for. Ends within five seconds of SIGTERM; unfinished work is not lost."
    requires_system_checks = ()  # the web process has run them
    _beaten_at = float("-inf")

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of threads."""
        parser.add_argument("--threads", type=int, default=2, help="jobs done at the same time (default: 2)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop."""
        stop = threading.Event()

        def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        if settings.REDIS_URL:
            self.stdout.write("Redis is set: start workers with 'celery -A config worker'. This process only sweeps.")
            self._repeat(stop, lambda: None)
            return
        celery_thread, pump = self._start_embedded(options["threads"])
        self.stdout.write(f"Worker ready: {options['threads']} threads, no broker.")
        self.stdout.flush()

        def turn() -> None:
            if not celery_thread.is_alive():
                raise CommandError("the embedded worker ended")
            pump.turn()
            self._beat()

        self._repeat(stop, turn)
        self._close()

    def _start_embedded(self, threads: int) -> tuple[threading.Thread, Pump]:
        """Start a real Celery worker in this process, on a queue in memory that only the pump fills."""
        logging.getLogger("celery").setLevel(logging.WARNING)
        os.environ.setdefault("CELERY_SKIP_CHECKS", "1")
        # Without these three the threads of the pool would each find a default application, and the work vanish.
        app = current_app._get_current_object()
        app.finalize()
        app.set_current()
        app.set_default()
        worker = app.WorkController(
            pool="threads", concurrency=threads, without_heartbeat=True, without_gossip=True, without_mingle=True
        )
        thread = threading.Thread(target=worker.start, name="celery", daemon=True)
        thread.start()
        return thread, Pump(lambda job_id: app.send_task(services.RUN_TASK, (job_id,)), room=threads * 4)

    def _repeat(self, stop: threading.Event, turn: Callable[[], None]) -> None:
        """Take turns and sweep in between; an absent database is waited for."""
        every = SWEEP_WITH_BROKER_SECONDS if settings.REDIS_URL else SWEEP_EVERY_SECONDS
        swept_at = float("-inf")
        while not stop.wait(LOOK_EVERY_SECONDS):
            try:
                if monotonic() - swept_at >= every:
                    swept_at = monotonic()
                    services.sweep()
                turn()
            except DatabaseError as error:
                logger.warning("the database did not answer: %s", type(error).__name__)
                connection.close()
                stop.wait(1)

    def _beat(self) -> None:
        """Show every few seconds that work is being taken."""
        if monotonic() - self._beaten_at >= services.BEAT_SECONDS:
            self._beaten_at = monotonic()
            services.beat()

    def _close(self) -> None:
        """Let running jobs end, put back those that do not, and leave."""
        services.stop_taking_work()
        end = monotonic() + GRACE_SECONDS
        while services.is_busy() and monotonic() < end:
            sleep(0.05)
        is_busy = services.is_busy()
        put_back = services.release_running()
        services.say_goodbye()
        self.stdout.write(f"Worker stopped; {put_back} jobs put back.")
        self.stdout.flush()
        connections.close_all()
        if is_busy:
            # A thread cannot be killed, and the interpreter would wait for it; its row is already free.
            os._exit(0)
