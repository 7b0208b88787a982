"""System checks: a field that nobody has declared, or that must not exist, stops the start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from operations.exchange.envelope import is_recipient
from operations.queries import Disagreement, Finding, findings, person_findings, registry, row_registry, tables

WORDS = {
    Disagreement.UNDECLARED: ("operations.E001", "is stored, but no privacy.py says why and for how long"),
    Disagreement.UNKNOWN: ("operations.E002", "is declared in a privacy.py, but does not exist"),
    Disagreement.NO_PURPOSE: ("operations.E003", "is declared as personal data without a purpose"),
    Disagreement.FORBIDDEN: ("operations.E004", "must never be stored about a pupil"),
    Disagreement.NOBODYS: ("operations.E006", "leads to a person, but no privacy.py says whose rows these are"),
}


def check_privacy(**kwargs: Any) -> list[CheckMessage]:
    """Compare every table with the privacy registry."""
    models, declared = tables(), registry()
    found = [*findings(models, declared), *person_findings(models, row_registry(), declared)]
    return [_error(finding) for finding in found]


def check_backup_recipients(**kwargs: Any) -> list[CheckMessage]:
    """A mistyped key would be found in the first night, by a backup that is not made."""
    wrong = [number for number, text in enumerate(settings.BACKUP_AGE_RECIPIENT, 1) if not is_recipient(text)]
    return [
        Error(f"BACKUP_AGE_RECIPIENT: number {number} is not the public half of an age key.", id="operations.E005")
        for number in wrong
    ]


def _error(finding: Finding) -> Error:
    code, words = WORDS[finding.kind]
    return Error(f"{finding.table}{'.' + finding.field if finding.field else ''} {words}.", id=code)
