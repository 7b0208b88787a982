"""The whole reading, in order: zip, manifest, places, people, enrolments, names; then the roster and its tallies."""

from collections import Counter
from datetime import date

from .archive import Archive
from .codes import Code
from .enrolments import Context, Placement, read_enrolments
from .findings import Findings
from .manifest import Manifest, read_manifest
from .names import with_room_for_initial
from .people import STUDENT, People, family_initials, read_roles, read_users, remark_on_name
from .places import Classes, Lookups, read_classes, read_courses, read_periods, read_schools
from .roster import (
    ChangeKind,
    DroppedColumns,
    Roster,
    RosterChange,
    RosterClass,
    RosterInstitution,
    RosterLearner,
    Tally,
)
from .rows import Table
from .tables import (
    CLASSES,
    COURSES,
    ENROLMENTS,
    FAMILY_NAMES,
    ORGS,
    ROLES,
    SESSIONS,
    USERS_1_1,
    USERS_1_2,
    TableSpec,
)

Learners = dict[str, RosterLearner]


def read_roster(data: bytes, *, today: date | None = None) -> Roster:
    """The roster in these bytes of a zip file. Raises RosterRefused and nothing else; writes nothing anywhere.

    With `today`, enrolments that ended before that day are reported instead of taken.
    """
    findings = Findings()
    upload = _Upload(Archive(data), findings)
    lookups = _read_lookups(upload)
    classes = _read_classes(upload, lookups)
    people = _read_people(upload)
    placement = _read_placement(upload, classes, people, today)
    learners = _name_learners(upload, people, placement)
    users = _settle_users(upload, people, placement, learners)
    rows = _build_classes(upload, classes, placement, learners)
    used = {entry.institution_id for entry in rows}
    return Roster(
        version=upload.manifest.version,
        mode=upload.manifest.mode,
        institutions=tuple(RosterInstitution(key, name) for key, name in lookups.schools.items() if key in used),
        classes=rows,
        changes=(*classes.changes, *people.changes, *_moves(placement, learners)),
        problems=tuple(upload.findings.problems),
        dropped=tuple(DroppedColumns(file, table.dropped) for file, table in upload.tables.items() if table.dropped),
        unread_files=_unread_files(upload),
        unknown_files=upload.archive.unknown_files,
        users=users,
        class_rows=upload.tally(CLASSES.file, len(rows)),
        enrolments=upload.tally(ENROLMENTS.file, placement.taken, placement.other),
    )


class _Upload:
    """The archive with its manifest, and a note of every table that was read."""

    def __init__(self, archive: Archive, findings: Findings) -> None:
        self.archive = archive
        self.findings = findings
        self.manifest: Manifest = read_manifest(archive, findings)
        self.tables: dict[str, Table] = {}

    def table(self, spec: TableSpec) -> Table | None:
        """None when the manifest gives no leave to read this file."""
        if spec.file not in self.manifest.modes:
            return None
        return self.tables.setdefault(spec.file, Table(self.archive, spec))

    def tally(self, file: str, taken: int, other: int = 0) -> Tally:
        table = self.tables.get(file)
        rows = table.row_count if table else 0
        return Tally(rows, taken, other, len(self.findings.left_out_rows(file)))


def _read_lookups(upload: _Upload) -> Lookups:
    whole = frozenset(spec.file for spec in (ORGS, SESSIONS, COURSES) if upload.manifest.is_whole(spec.file))
    schools, periods, courses = upload.table(ORGS), upload.table(SESSIONS), upload.table(COURSES)
    return Lookups(
        read_schools(schools, upload.findings) if schools else {},
        read_periods(periods, upload.findings) if periods else {},
        read_courses(courses, upload.findings) if courses else {},
        whole,
    )


def _read_classes(upload: _Upload, lookups: Lookups) -> Classes:
    table = upload.table(CLASSES)
    return read_classes(table, lookups, upload.findings) if table else Classes({}, set(), [])


def _read_people(upload: _Upload) -> People:
    table = upload.table(USERS_1_1 if upload.manifest.version == "1.1" else USERS_1_2)
    people = read_users(table, upload.findings) if table else People({}, set(), [])
    roles = upload.table(ROLES)
    if roles:
        read_roles(roles, people, upload.manifest.is_whole(USERS_1_2.file), upload.findings)
    return people


def _read_placement(upload: _Upload, classes: Classes, people: People, today: date | None) -> Placement:
    table = upload.table(ENROLMENTS)
    if table is None:
        return Placement()
    is_whole = upload.manifest.is_whole
    context = Context(classes, people, is_whole(CLASSES.file), is_whole(USERS_1_1.file), today, upload.findings)
    return read_enrolments(table, context)


def _name_learners(upload: _Upload, people: People, placement: Placement) -> Learners:
    """Every placed pupil under one name; an initial goes to those who share a given name with a classmate."""
    names = {user_id: people.by_id[user_id].given_name for group in placement.learners.values() for user_id in group}
    sharing: set[str] = set()
    for group in placement.learners.values():
        counts = Counter(names[user_id].casefold() for user_id in group)
        sharing.update(user_id for user_id in group if names[user_id] and counts[names[user_id].casefold()] > 1)
    initials = family_initials(Table(upload.archive, FAMILY_NAMES), sharing) if sharing else {}
    learners: Learners = {}
    for user_id, name in names.items():
        initial = initials.get(user_id, "")
        learners[user_id] = RosterLearner(user_id, with_room_for_initial(name) if initial else name, initial)
        remark_on_name(people.by_id[user_id], USERS_1_1.file, upload.findings)
    _remark_on_equal_names(upload.findings, people, placement, learners)
    return learners


def _remark_on_equal_names(findings: Findings, people: People, placement: Placement, learners: Learners) -> None:
    """Some names stay equal even with an initial; the teacher is told and chooses other ones."""
    remarked: set[str] = set()
    for group in placement.learners.values():
        counts = Counter(learners[user_id].display_name.casefold() for user_id in group)
        for user_id in group:
            name = learners[user_id].display_name.casefold()
            if name and counts[name] > 1 and user_id not in remarked:
                remarked.add(user_id)
                findings.add(Code.SAME_NAME, USERS_1_1.file, people.by_id[user_id].row, "givenName")


def _settle_users(upload: _Upload, people: People, placement: Placement, learners: Learners) -> Tally:
    """Every user is a learner, somebody with another role, or reported: nobody gets lost in between."""
    teaching = {user_id for group in placement.teachers.values() for user_id in group}
    others = 0
    for user_id, person in people.by_id.items():
        if user_id in learners:
            continue
        if not person.roles and user_id not in teaching:
            upload.findings.add(Code.ROLE_MISSING, USERS_1_1.file, person.row, "role" if _has_role(upload) else "")
        elif person.roles and STUDENT in person.roles and user_id not in teaching:
            upload.findings.add(Code.LEARNER_WITHOUT_CLASS, USERS_1_1.file, person.row, "sourcedId")
        else:
            others += 1
    return upload.tally(USERS_1_1.file, len(learners), others)


def _has_role(upload: _Upload) -> bool:
    """Version 1.1 has a role column in users.csv, 1.2 keeps roles apart."""
    return upload.manifest.version == "1.1"


def _build_classes(
    upload: _Upload, classes: Classes, placement: Placement, learners: Learners
) -> tuple[RosterClass, ...]:
    rows = []
    for class_id, entry in classes.by_id.items():
        group = placement.learners.get(class_id, {})
        if not group and upload.manifest.is_whole(ENROLMENTS.file):
            upload.findings.add(Code.CLASS_EMPTY, CLASSES.file, entry.row, "sourcedId")
        rows.append(
            RosterClass(
                sourced_id=class_id,
                title=entry.title,
                grade=entry.grade,
                period=entry.period,
                institution_id=entry.institution_id,
                learners=tuple(learners[user_id] for user_id in group),
                teachers=tuple(placement.teachers.get(class_id, ())),
                row=entry.row,
            )
        )
    return tuple(rows)


def _unread_files(upload: _Upload) -> tuple[str, ...]:
    """Files of the standard in the zip that were not opened; in version 1.1, roles.csv is one of them."""
    has_unread_roles = ROLES.file in upload.archive and ROLES.file not in upload.manifest.modes
    return upload.archive.unread_files + ((ROLES.file,) if has_unread_roles else ())


def _moves(placement: Placement, learners: Learners) -> tuple[RosterChange, ...]:
    """Moves with the pupil's name where this upload gives it: a new pupil may join a class of an earlier upload."""
    return tuple(
        RosterChange(
            kind=move.kind,
            file=ENROLMENTS.file,
            row=move.row,
            class_id=move.class_id,
            user_id=move.user_id,
            role=move.role,
            learner=learners.get(move.user_id) if move.kind is ChangeKind.JOINS and move.role == STUDENT else None,
        )
        for move in placement.moves
    )
