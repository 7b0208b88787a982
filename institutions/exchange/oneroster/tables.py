"""Which files and columns of OneRoster we read; whatever is not named here is dropped unread."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One CSV file: the columns it must have, those we take when present, and the most rows we accept."""

    file: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    max_rows: int = 5_000
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def kept(self) -> tuple[str, ...]:
        return self.required + self.optional


# Some exporters still write the singular of version 1.0.
GRADE = {"grade": "grades"}

MANIFEST = TableSpec("manifest.csv", ("propertyName", "value"), max_rows=500)
ORGS = TableSpec("orgs.csv", ("sourcedId", "name"), ("status",))
SESSIONS = TableSpec("academicSessions.csv", ("sourcedId", "title"), ("status", "startDate", "endDate"))
COURSES = TableSpec("courses.csv", ("sourcedId", "title"), ("status", "grades"), aliases=GRADE)
CLASSES = TableSpec(
    "classes.csv",
    ("sourcedId", "title"),
    ("status", "grades", "courseSourcedId", "classCode", "schoolSourcedId", "termSourcedIds"),
    aliases=GRADE,
)
USERS_1_1 = TableSpec("users.csv", ("sourcedId", "role", "givenName"), ("status",), max_rows=20_000)
USERS_1_2 = TableSpec("users.csv", ("sourcedId", "givenName"), ("status",), max_rows=20_000)
# Opened a second time, and only where two given names in a class are equal.
FAMILY_NAMES = TableSpec("users.csv", ("sourcedId",), ("familyName",), max_rows=20_000)
ROLES = TableSpec("roles.csv", ("userSourcedId", "role"), ("status",), max_rows=40_000)
ENROLMENTS = TableSpec(
    "enrollments.csv", ("classSourcedId", "userSourcedId", "role"), ("status", "endDate"), max_rows=100_000
)

LOOKUPS = (ORGS, SESSIONS, COURSES)
READ_FILES = tuple(spec.file for spec in (MANIFEST, ORGS, SESSIONS, COURSES, CLASSES, USERS_1_1, ROLES, ENROLMENTS))
# Files of the standard that are never opened: birth dates, passwords, marks, materials.
UNREAD_FILES = (
    "demographics.csv",
    "userProfiles.csv",
    "userResources.csv",
    "categories.csv",
    "classResources.csv",
    "courseResources.csv",
    "lineItems.csv",
    "lineItemLearningObjectiveIds.csv",
    "lineItemScoreScales.csv",
    "resources.csv",
    "results.csv",
    "resultLearningObjectiveIds.csv",
    "resultScoreScales.csv",
    "scoreScales.csv",
)
KNOWN_FILES = {name.casefold(): name for name in READ_FILES + UNREAD_FILES}
