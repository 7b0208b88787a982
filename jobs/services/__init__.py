"""Writes of jobs: what other rooms use is named here."""

from jobs.services.queue import (
    RUN_TASK,
    SWEEP_TASK,
    Periodic,
    Swept,
    cancel,
    delete_old,
    enqueue,
    register_periodic,
    sweep,
)
from jobs.services.rows import JobStopped
from jobs.services.work import (
    Handler,
    JobError,
    Run,
    is_busy,
    register_handler,
    release_running,
    run,
    stop_taking_work,
)

__all__ = [
    "RUN_TASK",
    "SWEEP_TASK",
    "Handler",
    "JobError",
    "JobStopped",
    "Periodic",
    "Run",
    "Swept",
    "cancel",
    "delete_old",
    "enqueue",
    "is_busy",
    "register_handler",
    "register_periodic",
    "release_running",
    "run",
    "stop_taking_work",
    "sweep",
]
