"""Reads of operations: the privacy registry, and what is past its retention."""

from operations.queries.backups import BACKUP_JOB, LastBackup, last_backup
from operations.queries.overdue import ended_classes, overdue
from operations.queries.registry import Disagreement, Finding, findings, registry, tables

__all__ = [
    "BACKUP_JOB",
    "Disagreement",
    "Finding",
    "LastBackup",
    "ended_classes",
    "findings",
    "last_backup",
    "overdue",
    "registry",
    "tables",
]
