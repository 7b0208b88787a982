"""What Celery calls: the number of a row in, the service does the rest."""

from celery import shared_task

from jobs import services

# Acknowledged after the work, and given back when the process dies; a doubled message finds the row taken.
OPTIONS = {"acks_late": True, "reject_on_worker_lost": True, "ignore_result": True}


@shared_task(name=services.RUN_TASK, **OPTIONS)
def run_job(job_id: int) -> None:
    """Do one job."""
    services.run(job_id)


@shared_task(name=services.SWEEP_TASK, **OPTIONS)
def sweep_jobs() -> None:
    """Find forgotten jobs and start what is due."""
    services.sweep()
