"""Tables of the professional track."""

from certification.models.candidacy import OPEN, Candidacy, CandidacyQuerySet, Relation
from certification.models.certificates import Certificate
from certification.models.cpd import Workshop, WorkshopAttendance
from certification.models.decisions import Appeal, Proposal
from certification.models.events import CertificateEvent, ReminderSent
from certification.models.evidence import (
    EVIDENCE_FOLDER,
    LARGEST_FILE,
    LARGEST_PHOTO,
    LONGEST_TEXT,
    Evidence,
    EvidenceQuerySet,
)
from certification.models.keys import IssuerKey
from certification.models.observation import Observation, ObservationMark
from certification.models.parts import (
    RequiredCourse,
    RequiredLevel,
    SignOffCompetency,
    SignOffCriterion,
    SignOffRule,
)
from certification.models.programme import Programme
from certification.models.ratings import LevelRating, SignOff
from certification.models.reflection import LONGEST_ENTRY, LogEntry, SelfAssessment
from certification.models.sheets import IndicatorAnswer, IndicatorSheet
from certification.models.status import StatusList
from certification.models.vignettes import Vignette, VignetteSign
from certification.models.words import said

__all__ = [
    "EVIDENCE_FOLDER",
    "LARGEST_FILE",
    "LARGEST_PHOTO",
    "LONGEST_ENTRY",
    "LONGEST_TEXT",
    "OPEN",
    "Appeal",
    "Candidacy",
    "CandidacyQuerySet",
    "Certificate",
    "CertificateEvent",
    "Evidence",
    "EvidenceQuerySet",
    "IndicatorAnswer",
    "IndicatorSheet",
    "IssuerKey",
    "LevelRating",
    "LogEntry",
    "Observation",
    "ObservationMark",
    "Programme",
    "Proposal",
    "Relation",
    "ReminderSent",
    "RequiredCourse",
    "RequiredLevel",
    "SelfAssessment",
    "SignOff",
    "SignOffCompetency",
    "SignOffCriterion",
    "SignOffRule",
    "StatusList",
    "Vignette",
    "VignetteSign",
    "Workshop",
    "WorkshopAttendance",
    "said",
]
