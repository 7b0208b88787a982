"""Writes of operations, one module per kind of upkeep."""

from operations.services.backup import (
    BACKUP_CHECK_JOB,
    Backup,
    BackupFailed,
    handle_backup_check_job,
    handle_backup_job,
    make_backup,
)
from operations.services.restore import RestoreBroken, Restored, RestoreRefused, restore_backup
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
    "BACKUP_CHECK_JOB",
    "ERASERS",
    "RETENTION_JOB",
    "Backup",
    "BackupFailed",
    "Eraser",
    "RestoreBroken",
    "RestoreRefused",
    "Restored",
    "RetentionReport",
    "cancel_job",
    "erase_class",
    "handle_backup_check_job",
    "handle_backup_job",
    "handle_retention_job",
    "make_backup",
    "restore_backup",
    "retry_job",
    "run_retention",
]
