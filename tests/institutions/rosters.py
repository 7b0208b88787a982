"""Rosters to read, built from the project's own tables, and what must hold for every reading."""

import dataclasses
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from django.utils import translation

from institutions.exchange.oneroster import RosterRefused, explain, read_roster

PROJECT = Path(__file__).resolve().parents[2]
DATA = PROJECT / "tests" / "data" / "oneroster"
SETS = ("school_1_1", "school_1_2", "changes_1_2")
TABLES = ("orgs", "academicSessions", "courses", "classes", "users", "enrollments")


def tables(name):
    return {path.name: path.read_bytes() for path in sorted((DATA / name).glob("*.csv"))}


def pack(files, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def minimal(**changed):
    """The smallest whole roster, with some of its tables exchanged for others."""
    manifest = "propertyName,value\noneroster.version,1.1\n" + "".join(f"file.{name},bulk\n" for name in TABLES)
    files = {
        "manifest": manifest,
        "orgs": "sourcedId,name\n",
        "academicSessions": "sourcedId,title\n",
        "courses": "sourcedId,title\n",
        "classes": "sourcedId,title\nc1,One\n",
        "users": "sourcedId,role,givenName,familyName\nu1,student,Ada,Petrenko\n",
        "enrollments": "classSourcedId,userSourcedId,role\nc1,u1,student\n",
    } | changed
    return {f"{name}.csv": content for name, content in files.items() if content is not None}


def refusal(data):
    with pytest.raises(RosterRefused) as caught:
        read_roster(data)
    assert explain(caught.value)
    return caught.value


def found(roster):
    return Counter((problem.file, problem.row, problem.column, problem.code) for problem in roster.problems)


def everything(roster):
    return str(dataclasses.asdict(roster))


def check(roster):
    """What holds for every roster, whatever was in the file."""
    for tally in (roster.users, roster.class_rows, roster.enrolments):
        assert tally.rows == tally.taken + tally.other + tally.reported
    learners = {learner.sourced_id: learner for entry in roster.classes for learner in entry.learners}
    learners |= {change.learner.sourced_id: change.learner for change in roster.changes if change.learner}
    assert len(learners) == roster.users.taken
    assert len(roster.classes) == roster.class_rows.taken
    assert all(len(learner.display_name) <= 20 for learner in learners.values())
    assert all(len(learner.family_initial) <= 1 for learner in learners.values())
    for problem in roster.problems:
        assert problem.row >= 1
        with translation.override("en"):
            assert explain(problem).startswith(f"{problem.file}, row {problem.row}")


def read_or_refuse(data):
    """The roster, checked, or the refusal: nothing else may come of any bytes."""
    try:
        result = read_roster(data)
    except RosterRefused as refused:
        result = refused
    if isinstance(result, RosterRefused):
        assert explain(result)
    else:
        check(result)
    return result
