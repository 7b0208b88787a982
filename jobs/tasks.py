"""What Celery calls: the number of a row in, the service does the rest."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready, worker_shutdown

from jobs import services

# Acknowledged after the work, and given back when the process dies; a doubled message finds the row taken.
OPTIONS = {"acks_late": True, "reject_on_worker_lost": True, "ignore_result": True}

_pulses: list[services.Pulse] = []


@shared_task(name=services.RUN_TASK, **OPTIONS)
def run_job(job_id: int) -> None:
    """Do one job."""
    services.run(job_id)


@shared_task(name=services.SWEEP_TASK, **OPTIONS)
def sweep_jobs() -> None:
    """Find forgotten jobs and start what is due."""
    services.sweep()


@worker_ready.connect
def start_pulse(**_signal: Any) -> None:
    """Show that a Celery worker lives; the embedded one is shown by ``run_worker``, which never sends this signal."""
    _pulses.append(services.Pulse())
    _pulses[-1].start()


@worker_shutdown.connect
def stop_pulse(**_signal: Any) -> None:
    """Take the worker off the list when it is told to stop."""
    while _pulses:
        _pulses.pop().stop()
