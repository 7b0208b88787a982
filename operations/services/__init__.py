"""Writes of operations, one module per kind of upkeep."""

from operations.services.retention import (
    ERASERS,
    RETENTION_JOB,
    Eraser,
    RetentionReport,
    erase_class,
    handle_retention_job,
    run_retention,
)
from operations.services.work import cancel_job, retry_job

__all__ = [
    "ERASERS",
    "RETENTION_JOB",
    "Eraser",
    "RetentionReport",
    "cancel_job",
    "erase_class",
    "handle_retention_job",
    "retry_job",
    "run_retention",
]
