"""Tables of places and belonging."""

from institutions.models.classes import (
    LONGEST_COHORT,
    MOST_LEARNERS,
    RETENTION_AFTER_END,
    Cohort,
    CohortQuerySet,
    CohortStaff,
    Enrolment,
    EnrolmentQuerySet,
    is_learning,
)
from institutions.models.joining import (
    CODES_LAST,
    REQUEST_LASTS,
    UPLOAD_LASTS,
    ClassCode,
    JoinRequest,
    RosterUpload,
)
from institutions.models.places import Institution, PopulationCentre, Region
from institutions.models.roles import Invitation, Membership, MembershipQuerySet

__all__ = [
    "CODES_LAST",
    "LONGEST_COHORT",
    "MOST_LEARNERS",
    "REQUEST_LASTS",
    "RETENTION_AFTER_END",
    "UPLOAD_LASTS",
    "ClassCode",
    "Cohort",
    "CohortQuerySet",
    "CohortStaff",
    "Enrolment",
    "EnrolmentQuerySet",
    "Institution",
    "Invitation",
    "JoinRequest",
    "Membership",
    "MembershipQuerySet",
    "PopulationCentre",
    "Region",
    "RosterUpload",
    "is_learning",
]
