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

__all__ = [
    "ERASERS",
    "RETENTION_JOB",
    "Eraser",
    "RetentionReport",
    "erase_class",
    "handle_retention_job",
    "run_retention",
]
