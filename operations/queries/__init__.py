"""Reads of operations: the privacy registry, whose rows are whose, and what is past its retention."""

from operations.queries.backups import BACKUP_JOB, LastBackup, last_backup
from operations.queries.overdue import ended_classes, overdue
from operations.queries.people import person_findings, row_registry, says_something
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
    "person_findings",
    "registry",
    "row_registry",
    "says_something",
    "tables",
]
