"""Reads of operations: the privacy registry, and what is past its retention."""

from operations.queries.overdue import ended_classes, overdue
from operations.queries.registry import Disagreement, Finding, findings, registry, tables

__all__ = ["Disagreement", "Finding", "ended_classes", "findings", "overdue", "registry", "tables"]
