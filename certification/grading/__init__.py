"""The rules of a certificate: facts and a programme's numbers in, findings out. Pure."""

from certification.grading.dates import months_later
from certification.grading.facts import (
    Asked,
    Facts,
    Finding,
    LevelFact,
    Rules,
    SignedFact,
    SignOffAsked,
    TryFact,
)
from certification.grading.findings import findings, is_complete
from certification.grading.independence import decision_findings
from certification.grading.knowledge import counted_tries, next_try_on

__all__ = [
    "Asked",
    "Facts",
    "Finding",
    "LevelFact",
    "Rules",
    "SignOffAsked",
    "SignedFact",
    "TryFact",
    "counted_tries",
    "decision_findings",
    "findings",
    "is_complete",
    "months_later",
    "next_try_on",
]
