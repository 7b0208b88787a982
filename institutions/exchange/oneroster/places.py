"""Schools, terms, courses and classes."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .codes import Code
from .findings import Findings
from .gates import Register
from .names import clean_text
from .roster import ChangeKind, RosterChange, RosterPeriod
from .rows import Row, Table
from .tables import COURSES, ORGS, SESSIONS

TITLE_LIMIT = 80
GRADE_LIMIT = 40


class Course(NamedTuple):
    title: str
    grade: str


@dataclass(slots=True)
class Lookups:
    """What classes point at. `whole` names the files that claim to hold every record: a missing one is a mistake."""

    schools: dict[str, str] = field(default_factory=dict)
    periods: dict[str, RosterPeriod] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()


@dataclass(slots=True)
class ClassRow:
    """A class without its people."""

    row: int
    sourced_id: str = field(repr=False)
    title: str
    code: str
    grade: str
    period: RosterPeriod
    institution_id: str = field(repr=False)


@dataclass(slots=True)
class Classes:
    by_id: dict[str, ClassRow]
    left_out: set[str]
    changes: list[RosterChange]


def read_schools(table: Table, findings: Findings) -> dict[str, str]:
    register = Register(table.spec.file, findings)
    return {
        row["sourcedId"]: clean_text(row["name"], TITLE_LIMIT)[0]
        for row in table.rows(findings)
        if register.admits(row)
    }


def read_courses(table: Table, findings: Findings) -> dict[str, Course]:
    register = Register(table.spec.file, findings)
    return {
        row["sourcedId"]: Course(clean_text(row["title"], TITLE_LIMIT)[0], grade_of(row))
        for row in table.rows(findings)
        if register.admits(row)
    }


def read_periods(table: Table, findings: Findings) -> dict[str, RosterPeriod]:
    register = Register(table.spec.file, findings)
    return {
        row["sourcedId"]: RosterPeriod(
            clean_text(row["title"], TITLE_LIMIT)[0],
            read_date(row, "startDate", table.spec.file, findings),
            read_date(row, "endDate", table.spec.file, findings),
        )
        for row in table.rows(findings)
        if register.admits(row)
    }


def read_classes(table: Table, lookups: Lookups, findings: Findings) -> Classes:
    """Classes that can be taken; a removal is reported and handed on as a change."""
    file = table.spec.file
    register = Register(file, findings)
    classes = Classes({}, register.left_out, [])
    for row in table.rows(findings):
        if not register.admits(row):
            continue
        course = lookups.courses.get(row["courseSourcedId"])
        if course is None and row["courseSourcedId"] and COURSES.file in lookups.whole:
            findings.add(Code.COURSE_UNKNOWN, file, row.number, "courseSourcedId")
        code = clean_text(row["classCode"], GRADE_LIMIT)[0]
        title, was_cut = clean_text(row["title"], TITLE_LIMIT)
        title = title or (course.title if course else "") or code
        if not title:
            register.leave_out(row, Code.VALUE_MISSING, "title")
            continue
        if was_cut:
            findings.add(Code.TITLE_SHORTENED, file, row.number, "title", {"limit": TITLE_LIMIT})
        school = row["schoolSourcedId"]
        if school and school not in lookups.schools and ORGS.file in lookups.whole:
            findings.add(Code.SCHOOL_UNKNOWN, file, row.number, "schoolSourcedId")
        grade = grade_of(row) or (course.grade if course else "")
        period = _period(row, lookups, file, findings)
        classes.by_id[row["sourcedId"]] = ClassRow(row.number, row["sourcedId"], title, code, grade, period, school)
    classes.changes.extend(
        RosterChange(ChangeKind.CLASS_REMOVED, file, row_number, class_id=sourced_id)
        for row_number, sourced_id in register.removed
    )
    _tell_apart(classes)
    return classes


def grade_of(row: Row) -> str:
    """One grade or several, as a list that reads well."""
    parts = (clean_text(part, GRADE_LIMIT)[0] for part in row["grades"][: GRADE_LIMIT * 4].replace(";", ",").split(","))
    return clean_text(", ".join(dict.fromkeys(part for part in parts if part)), GRADE_LIMIT)[0].rstrip(",")


def read_date(row: Row, column: str, file: str, findings: Findings) -> date | None:
    """An ISO date, or the date part of an ISO timestamp."""
    if not row[column]:
        return None
    try:
        return date.fromisoformat(row[column][:10])
    except ValueError:
        findings.add(Code.DATE_UNREADABLE, file, row.number, column)
        return None


def _period(row: Row, lookups: Lookups, file: str, findings: Findings) -> RosterPeriod:
    """From the first of the class's terms to the last."""
    wanted = [part.strip() for part in row["termSourcedIds"].split(",") if part.strip()]
    found = [lookups.periods[part] for part in wanted if part in lookups.periods]
    if len(found) < len(wanted) and SESSIONS.file in lookups.whole:
        findings.add(Code.TERM_UNKNOWN, file, row.number, "termSourcedIds")
    title = ", ".join(dict.fromkeys(period.title for period in found if period.title))
    begins = [period.begins_on for period in found if period.begins_on]
    ends = [period.ends_on for period in found if period.ends_on]
    return RosterPeriod(clean_text(title, TITLE_LIMIT)[0], min(begins, default=None), max(ends, default=None))


def _tell_apart(classes: Classes) -> None:
    """Classes of the same title get their code added, where they have one."""
    by_title: dict[str, list[ClassRow]] = {}
    for entry in classes.by_id.values():
        by_title.setdefault(entry.title, []).append(entry)
    for entries in by_title.values():
        for entry in entries if len(entries) > 1 else ():
            if entry.code and entry.code != entry.title:
                room = TITLE_LIMIT - len(entry.code) - 3
                entry.title = f"{clean_text(entry.title, room)[0]} ({entry.code})"
