"""Who is in which class: rows of enrollments.csv, checked against the classes and the people of the same upload."""

from dataclasses import dataclass, field
from datetime import date

from .codes import Code
from .findings import Findings
from .gates import has_id, status_problem
from .people import STUDENT, People
from .places import Classes, read_date
from .roster import ChangeKind
from .rows import Row, Table

TEACHER = "teacher"
# Roles that an enrolment may have and that we keep nothing of.
OTHER_ROLES = frozenset({"administrator", "proctor", "aide"})


@dataclass(frozen=True, slots=True)
class Move:
    """A change that the caller has to look up: in a class, or of a person, that this upload does not describe."""

    kind: ChangeKind
    row: int
    class_id: str = field(repr=False)
    user_id: str = field(repr=False)
    role: str


@dataclass(slots=True)
class Placement:
    """The people of each class in the order of the file (dicts, as ordered sets), and the moves elsewhere."""

    learners: dict[str, dict[str, None]] = field(default_factory=dict, repr=False)
    teachers: dict[str, dict[str, None]] = field(default_factory=dict, repr=False)
    moves: list[Move] = field(default_factory=list)
    seen: set[tuple[str, str, str]] = field(default_factory=set, repr=False)
    taken: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What an enrolment may point at. A file that is not whole leaves room for records known from before."""

    classes: Classes
    people: People
    classes_are_whole: bool
    people_are_whole: bool
    today: date | None
    findings: Findings


def read_enrolments(table: Table, context: Context) -> Placement:
    """Every row ends as a place in a class, as a move, as a role that we do not keep, or as a reported problem."""
    placement = Placement()
    file, findings = table.spec.file, context.findings
    for row in table.rows(findings):
        if not (has_id(row, "classSourcedId", file, findings) and has_id(row, "userSourcedId", file, findings)):
            continue
        problem = _refusal(row, file, context, placement)
        if problem is not None:
            code, column = problem
            findings.add(code, file, row.number, column)
    return placement


def _refusal(row: Row, file: str, context: Context, placement: Placement) -> tuple[Code, str] | None:
    """Places the row, or says why and in which column it cannot be placed."""
    class_id, user_id, role = row["classSourcedId"], row["userSourcedId"], row["role"].casefold()
    if role not in (STUDENT, TEACHER) and role not in OTHER_ROLES:
        return (Code.ROLE_UNKNOWN if role else Code.VALUE_MISSING), "role"
    status = status_problem(row)
    if status is Code.TO_BE_DELETED:
        placement.moves.append(Move(ChangeKind.LEAVES, row.number, class_id, user_id, role))
    if status is not None:
        return status, "status"
    ends_on = read_date(row, "endDate", file, context.findings)
    if context.today and ends_on and ends_on < context.today:
        return Code.ENROLMENT_ENDED, "endDate"
    if (class_id, user_id, role) in placement.seen:
        return Code.ENROLMENT_TWICE, "userSourcedId"
    placement.seen.add((class_id, user_id, role))
    return _unresolved(row, context) or _place(row, role, context, placement)


def _unresolved(row: Row, context: Context) -> tuple[Code, str] | None:
    """Whether the row points at a class or a person that is not there, or that was left out above."""
    class_id, user_id = row["classSourcedId"], row["userSourcedId"]
    if class_id in context.classes.left_out:
        return Code.CLASS_LEFT_OUT, "classSourcedId"
    if class_id not in context.classes.by_id and context.classes_are_whole:
        return Code.CLASS_UNKNOWN, "classSourcedId"
    if user_id in context.people.left_out:
        return Code.USER_LEFT_OUT, "userSourcedId"
    if user_id not in context.people.by_id and context.people_are_whole:
        return Code.USER_UNKNOWN, "userSourcedId"
    return None


def _place(row: Row, role: str, context: Context, placement: Placement) -> tuple[Code, str] | None:
    class_id, user_id = row["classSourcedId"], row["userSourcedId"]
    if role in OTHER_ROLES:
        placement.other += 1
        return None
    person = context.people.by_id.get(user_id)
    if person is not None and not person.may_be(role):
        return Code.ROLES_DISAGREE, "role"
    placement.taken += 1
    if person is None or class_id not in context.classes.by_id:
        placement.moves.append(Move(ChangeKind.JOINS, row.number, class_id, user_id, role))
    # A pupil who joins an older class stands here too: the same names in one class are told apart in either case.
    if person is not None:
        groups = placement.learners if role == STUDENT else placement.teachers
        groups.setdefault(class_id, {})[user_id] = None
    return None
