"""Writes of jobs: what other rooms use is named here."""

from jobs.services.forgetting import forget_person
from jobs.services.pulse import BEAT_SECONDS, Pulse, beat, say_goodbye
from jobs.services.queue import (
    RUN_TASK,
    SWEEP_TASK,
    NotRetried,
    Periodic,
    Swept,
    cancel,
    delete_old,
    enqueue,
    register_periodic,
    retry,
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
    "BEAT_SECONDS",
    "RUN_TASK",
    "SWEEP_TASK",
    "Handler",
    "JobError",
    "JobStopped",
    "NotRetried",
    "Periodic",
    "Pulse",
    "Run",
    "Swept",
    "beat",
    "cancel",
    "delete_old",
    "enqueue",
    "forget_person",
    "is_busy",
    "register_handler",
    "register_periodic",
    "release_running",
    "retry",
    "run",
    "say_goodbye",
    "stop_taking_work",
    "sweep",
]
