"""System checks: a field that nobody has declared, or that must not exist, stops the start."""

from typing import Any

from django.core.checks import CheckMessage, Error

from operations.queries import Disagreement, Finding, findings, registry, tables

WORDS = {
    Disagreement.UNDECLARED: ("operations.E001", "is stored, but no privacy.py says why and for how long"),
    Disagreement.UNKNOWN: ("operations.E002", "is declared in a privacy.py, but does not exist"),
    Disagreement.NO_PURPOSE: ("operations.E003", "is declared as personal data without a purpose"),
    Disagreement.FORBIDDEN: ("operations.E004", "must never be stored about a pupil"),
}


def check_privacy(**kwargs: Any) -> list[CheckMessage]:
    """Compare every table with the privacy registry."""
    return [_error(finding) for finding in findings(tables(), registry())]


def _error(finding: Finding) -> Error:
    code, words = WORDS[finding.kind]
    return Error(f"{finding.table}{'.' + finding.field if finding.field else ''} {words}.", id=code)
