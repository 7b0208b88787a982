"""Writes of operations, one module per kind of upkeep."""

from operations.queries.retention import RETENTION_JOB
from operations.services.backup import (
    BACKUP_CHECK_JOB,
    Backup,
    BackupFailed,
    handle_backup_check_job,
    handle_backup_job,
    make_backup,
)
from operations.services.erasing import Erased, erase_learner, erase_staff, look_before_erasing
from operations.services.exporting import ExportRefused, export_learner, export_staff
from operations.services.reasons import ErasureRefused
from operations.services.restore import RestoreBroken, Restored, RestoreRefused, restore_backup
from operations.services.retention import (
    ERASER_WORDS,
    ERASERS,
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
    "ERASER_WORDS",
    "RETENTION_JOB",
    "Backup",
    "BackupFailed",
    "Erased",
    "Eraser",
    "ErasureRefused",
    "ExportRefused",
    "RestoreBroken",
    "RestoreRefused",
    "Restored",
    "RetentionReport",
    "cancel_job",
    "erase_class",
    "erase_learner",
    "erase_staff",
    "export_learner",
    "export_staff",
    "handle_backup_check_job",
    "handle_backup_job",
    "handle_retention_job",
    "look_before_erasing",
    "make_backup",
    "restore_backup",
    "retry_job",
    "run_retention",
]
