"""Users and their roles. Of a user we take the identifier, the role and the given name; nothing else is looked at."""

from dataclasses import dataclass, field

from .codes import Code
from .findings import Findings
from .gates import Register, has_id, status_problem
from .names import given_name_of, initial_of
from .roster import NAME_LIMIT, ChangeKind, RosterChange
from .rows import Table

STUDENT = "student"
ADULT_ROLES = frozenset(
    {
        "administrator",
        "aide",
        "counselor",
        "districtadministrator",
        "guardian",
        "parent",
        "principal",
        "proctor",
        "relative",
        "siteadministrator",
        "systemadministrator",
        "teacher",
    }
)


@dataclass(slots=True)
class Person:
    """One user of the file. `roles` is None while no file has said anything about them."""

    row: int
    sourced_id: str = field(repr=False)
    given_name: str = field(repr=False)
    name_remark: Code | None
    roles: set[str] | None

    def may_be(self, role: str) -> bool:
        """Whether an enrolment in this role agrees with what the person is: a pupil is never taken for an adult."""
        if self.roles is None:
            return True
        return STUDENT in self.roles if role == STUDENT else bool(self.roles - {STUDENT})


@dataclass(slots=True)
class People:
    by_id: dict[str, Person]
    left_out: set[str]
    changes: list[RosterChange]


def is_role(value: str) -> bool:
    """Version 1.2 lets a system add roles of its own; they are never pupils."""
    return value == STUDENT or value in ADULT_ROLES or value.startswith("ext:")


def read_users(table: Table, findings: Findings) -> People:
    """Users that can be taken; a removal is reported and handed on as a change."""
    file = table.spec.file
    register = Register(file, findings)
    people = People({}, register.left_out, [])
    for row in table.rows(findings):
        sourced_id = row["sourcedId"]
        if not register.admits(row):
            continue
        role = row["role"].casefold()
        if role and not is_role(role):
            register.leave_out(row, Code.ROLE_UNKNOWN, "role")
            continue
        # Of adults not even the given name is taken.
        name, remark = given_name_of(row["givenName"]) if role in ("", STUDENT) else ("", None)
        people.by_id[sourced_id] = Person(row.number, sourced_id, name, remark, {role} if role else None)
    people.changes.extend(
        RosterChange(ChangeKind.USER_REMOVED, file, row_number, user_id=removed_id)
        for row_number, removed_id in register.removed
    )
    return people


def read_roles(table: Table, people: People, is_whole: bool, findings: Findings) -> None:
    """Version 1.2: roles stand in a file of their own. A role that was taken away leaves the person without one."""
    file = table.spec.file
    for row in table.rows(findings):
        if not has_id(row, "userSourcedId", file, findings):
            continue
        role = row["role"].casefold()
        person = people.by_id.get(row["userSourcedId"])
        if person is None:
            if row["userSourcedId"] in people.left_out:
                findings.add(Code.USER_LEFT_OUT, file, row.number, "userSourcedId")
            elif is_whole:
                findings.add(Code.USER_UNKNOWN, file, row.number, "userSourcedId")
            continue
        if person.roles is None:
            person.roles = set()
        problem = status_problem(row)
        if problem is not None:
            findings.add(problem, file, row.number, "status")
        elif not is_role(role):
            findings.add(Code.ROLE_UNKNOWN if role else Code.VALUE_MISSING, file, row.number, "role")
        else:
            person.roles.add(role)


def family_initials(table: Table, wanted: set[str]) -> dict[str, str]:
    """The first letter of the family name of these people only; the name itself does not outlive its line.

    Everything there is to report about the table has been reported by the first reading.
    """
    initials: dict[str, str] = {}
    for row in table.rows(Findings()):
        if row["sourcedId"] in wanted:
            initials.setdefault(row["sourcedId"], initial_of(row["familyName"]))
    return initials


def remark_on_name(person: Person, file: str, findings: Findings) -> None:
    """Said of learners only: nobody else's name is kept."""
    if person.name_remark is not None:
        findings.add(person.name_remark, file, person.row, "givenName", {"limit": NAME_LIMIT})
