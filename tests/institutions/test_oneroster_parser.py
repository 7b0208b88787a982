"""The OneRoster reader: what it takes, what it drops unread, and which tables it refuses at which place."""

import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from institutions.exchange.oneroster import ChangeKind, Code, Mode, Roster, explain, read_roster
from institutions.exchange.oneroster.messages import MESSAGES
from tests.institutions.rosters import SETS, check, everything, found, minimal, pack, read_or_refuse, refusal, tables

pytestmark = pytest.mark.pure


# --- What is taken --------------------------------------------------------------------------------------------------
def test_a_whole_roster_of_version_1_1_becomes_classes_with_learners():
    roster = read_roster(pack(tables("school_1_1")))
    check(roster)
    assert (roster.version, roster.mode) == ("1.1", Mode.BULK)
    seventh, ninth, empty = roster.classes
    assert (seventh.title, seventh.grade, seventh.teacher_count) == ("7-А", "07", 1)
    assert seventh.period.title == "Перший семестр, Другий семестр"
    assert (seventh.period.begins_on, seventh.period.ends_on) == (date(2026, 9, 1), date(2027, 5, 28))
    assert [learner.display_name for learner in seventh.learners] == ["Марія C.", "марія Ó.", "Остап"]
    assert (ninth.title, ninth.grade, ninth.teacher_count) == ("Вступ до професій", "09", 0)
    assert [learner.display_name for learner in ninth.learners] == ["Святослава Єлизавета"[:20], "", "Марія C."]
    assert (empty.title, empty.learners) == ("Гурток", ())
    assert [school.name for school in roster.institutions] == ["Школа на пагорбі"]
    assert roster.unread_files == ("demographics.csv",)
    assert (roster.users.rows, roster.users.taken, roster.users.other, roster.users.reported) == (8, 5, 2, 1)


def test_every_row_that_is_left_out_or_remarked_upon_is_named():
    roster = read_roster(pack(tables("school_1_1")))
    assert found(roster) == Counter(
        [
            ("classes.csv", 4, "termSourcedIds", Code.TERM_UNKNOWN),
            ("enrollments.csv", 9, "role", Code.ROLES_DISAGREE),
            ("enrollments.csv", 10, "userSourcedId", Code.USER_UNKNOWN),
            ("enrollments.csv", 11, "userSourcedId", Code.ENROLMENT_TWICE),
            ("users.csv", 6, "givenName", Code.NAME_SHORTENED),
            ("users.csv", 7, "givenName", Code.NAME_NOT_A_NAME),
            ("users.csv", 8, "sourcedId", Code.LEARNER_WITHOUT_CLASS),
            ("classes.csv", 4, "sourcedId", Code.CLASS_EMPTY),
        ]
    )
    with translation.override("en"):
        sentence = explain(roster.problems[1])
    assert sentence == (
        "enrollments.csv, row 9, column “role”: The person has another role elsewhere in the file than in this class. "
        "The row was left out."
    )


def test_an_enrolment_that_has_ended_is_reported_when_the_day_is_known():
    roster = read_roster(pack(tables("school_1_1")), today=date(2026, 10, 2))
    check(roster)
    assert ("enrollments.csv", 5, "endDate", Code.ENROLMENT_ENDED) in found(roster)
    assert read_roster(pack(tables("school_1_1")), today=date(2026, 10, 1)).enrolments.reported == 3


def test_version_1_2_takes_roles_from_their_own_file():
    roster = read_roster(pack(tables("school_1_2")))
    check(roster)
    assert [entry.title for entry in roster.classes] == ["Clasa a VIII-a (8A)", "Clasa a VIII-a (8B)"]
    assert [[learner.display_name for learner in entry.learners] for entry in roster.classes] == [["Ioana"], ["Ștefan"]]
    assert [entry.teacher_count for entry in roster.classes] == [1, 0]
    assert found(roster) == Counter(
        [
            ("roles.csv", 6, "role", Code.ROLE_UNKNOWN),
            ("roles.csv", 7, "userSourcedId", Code.USER_UNKNOWN),
            ("enrollments.csv", 5, "role", Code.ROLES_DISAGREE),
            ("users.csv", 5, "", Code.ROLE_MISSING),
            ("users.csv", 6, "", Code.ROLE_MISSING),
        ]
    )


def test_a_list_of_changes_names_who_joins_leaves_and_goes():
    roster = read_roster(pack(tables("changes_1_2")))
    check(roster)
    assert (roster.mode, roster.classes) == (Mode.DELTA, ())
    seen = [
        (change.kind, change.row, change.class_id, change.user_id, change.learner and change.learner.display_name)
        for change in roster.changes
    ]
    assert seen == [
        (ChangeKind.USER_REMOVED, 4, "", "u-gone", None),
        (ChangeKind.JOINS, 2, "c-older", "u-new", "Illia C."),
        (ChangeKind.JOINS, 3, "c-older", "u-new2", "Illia K."),
        (ChangeKind.LEAVES, 4, "c-older", "u-old", None),
        (ChangeKind.JOINS, 5, "c-other", "u-old", None),
    ]
    assert found(roster) == Counter(
        [
            ("users.csv", 4, "status", Code.TO_BE_DELETED),
            ("users.csv", 5, "", Code.ROLE_MISSING),
            ("enrollments.csv", 4, "status", Code.TO_BE_DELETED),
            ("enrollments.csv", 6, "userSourcedId", Code.USER_LEFT_OUT),
        ]
    )


@pytest.mark.parametrize("folder", ["Export/", "Export\\", "Мій клас/"])
def test_tables_may_lie_in_a_folder_beside_what_a_mac_adds(folder):
    files = {folder + name: content for name, content in tables("school_1_1").items()}
    files |= {"__MACOSX/Export/._users.csv": b"\0\5\x16\7", folder + ".DS_Store": b"x", folder + "notes.txt": b"x"}
    roster = read_roster(pack(files))
    assert roster.classes == read_roster(pack(tables("school_1_1"))).classes
    assert roster.unknown_files == 1


def test_mark_line_ends_semicolons_and_the_windows_code_page_change_nothing():
    plain = read_roster(pack(minimal(classes="sourcedId,title\nc1,Клас\n"))).classes
    for text in ("\ufeffsourcedId,title\nc1,Клас\n", "sourcedId;title\r\nc1;Клас\r\n", "SOURCEDID,Title\rc1,Клас"):
        assert read_roster(pack(minimal(classes=text))).classes == plain
    assert read_roster(pack(minimal(classes="sourcedId,title\nc1,Клас\n".encode("cp1251")))).classes == plain


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    users = 'sourcedId,role,givenName,x\n\nu1,student,Ada,"two\nlines"\n,,,\nu2,pupil,Eva,\nu3,student,too,many,cells\n'
    roster = read_roster(pack(minimal(users=users)))
    check(roster)
    assert set(found(roster)) == {
        ("users.csv", 5, "role", Code.ROLE_UNKNOWN),
        ("users.csv", 6, "", Code.CELL_COUNT),
    }


def test_equal_names_that_stay_equal_are_left_to_the_teacher():
    users = "sourcedId,role,givenName,familyName\n" + "".join(f"u{n},student,Ада,Бойко\n" for n in (1, 2))
    enrolments = "classSourcedId,userSourcedId,role\nc1,u1,student\nc1,u2,student\n"
    roster = read_roster(pack(minimal(users=users, enrollments=enrolments)))
    assert [learner.display_name for learner in roster.classes[0].learners] == ["Ада Б.", "Ада Б."]
    assert set(found(roster)) == {("users.csv", row, "givenName", Code.SAME_NAME) for row in (2, 3)}


# --- What is dropped ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", SETS)
def test_no_surname_address_number_or_password_leaves_the_reader(name):
    roster = read_roster(pack(tables(name)))
    assert "canary" not in everything(roster).casefold()
    assert "канарко" not in everything(roster).casefold()
    assert "380440" not in everything(roster)
    dropped = {entry.file: entry.columns for entry in roster.dropped}
    assert {"familyName", "username"} <= set(dropped["users.csv"])


def test_the_dropped_columns_are_named_and_a_heading_that_is_no_name_is_only_numbered():
    users = "sourcedId,role,givenName,metadata.boarding,Петренко Ада\nu1,student,Ada,x,y\n"
    roster = read_roster(pack(minimal(users=users)))
    assert [entry.columns for entry in roster.dropped] == [("metadata.boarding", "#5")]


@pytest.mark.parametrize("name", SETS)
def test_a_repr_shows_neither_identifiers_nor_names(name):
    shown = repr(read_roster(pack(tables(name))))
    assert not re.search(r"\b(u|user|class|c|org)-|Марія|Остап|Illia|Ioana", shown)


def test_an_error_never_quotes_what_was_uploaded():
    users = "sourcedId,role,givenName\nCANARY,CANARY,CANARY\nCANARY,student,x\nCANARY,student\n"
    roster = read_roster(
        pack(minimal(users=users, enrollments="classSourcedId,userSourcedId,role\nc1,CANARY,CANARY\n"))
    )
    assert roster.problems
    assert not any("CANARY" in explain(problem) + repr(problem) for problem in roster.problems)
    assert "CANARY" not in str(refusal(pack(minimal(manifest="propertyName,value\noneroster.version,CANARY\n"))))


# --- What is refused ------------------------------------------------------------------------------------------------
MANIFEST = "propertyName,value\noneroster.version,1.1\n"
USERS = "sourcedId,role,givenName\n"
REFUSED = {
    "no manifest": ({"manifest": None}, Code.MANIFEST_MISSING, "manifest.csv", None, ""),
    "no version": ({"manifest": "propertyName,value\n"}, Code.VERSION_MISSING, "manifest.csv", None, ""),
    "version 1.0": (
        {"manifest": "propertyName,value\noneroster.version,1.0\n"},
        Code.VERSION_UNSUPPORTED,
        "manifest.csv",
        2,
        "value",
    ),
    "a strange mode": ({"manifest": MANIFEST + "file.users,some\n"}, Code.MANIFEST_VALUE, "manifest.csv", 3, "value"),
    "contradiction": (
        {"manifest": MANIFEST + "file.users,bulk\nfile.users,delta\n"},
        Code.MANIFEST_CONTRADICTS,
        "manifest.csv",
        4,
        "value",
    ),
    "undeclared": ({"manifest": MANIFEST}, Code.FILE_NOT_DECLARED, "manifest.csv", None, ""),
    "missing table": ({"users": None}, Code.FILE_MISSING, "manifest.csv", 7, "value"),
    "empty table": ({"users": ""}, Code.FILE_EMPTY, "users.csv", 1, ""),
    "no column": ({"users": "sourcedId,givenName\nu1,Ada\n"}, Code.COLUMN_MISSING, "users.csv", 1, "role"),
    "column twice": ({"users": "sourcedId,role,givenName,Role\n"}, Code.COLUMN_TWICE, "users.csv", 1, "role"),
    "a million columns": ({"users": USERS + "," * 1_000_000}, Code.RECORD_TOO_LONG, "users.csv", 2, ""),
    "101 columns": ({"users": USERS[:-1] + ",x" * 98}, Code.TOO_MANY_COLUMNS, "users.csv", 1, ""),
    "NUL": ({"users": USERS + "u1,student,A\0a\n"}, Code.CONTROL_CHARACTER, "users.csv", 2, "givenName"),
    "open quote": ({"users": USERS + 'u1,student,"Ada\n'}, Code.QUOTES, "users.csv", 2, ""),
    "UTF-16": ({"users": USERS.encode("utf-16")}, Code.ENCODING, "users.csv", 1, ""),
    "no code page": ({"users": USERS.encode() + b"u1,student,\x98\n"}, Code.ENCODING, "users.csv", 1, ""),
    "another code page": (
        {"users": (USERS + "u1,student,Ştefan\n").encode("cp1250")},
        Code.ENCODING_UNCERTAIN,
        "users.csv",
        2,
        "givenName",
    ),
    "too many rows": ({"orgs": "sourcedId,name\n" + "\n" * 5_001}, Code.TOO_MANY_ROWS, "orgs.csv", 5_002, ""),
    "cut up wrongly": ({"users": USERS + "u,student\n" * 201}, Code.ROWS_DO_NOT_FIT, "users.csv", 202, ""),
}


@pytest.mark.parametrize(("changed", "code", "file", "row", "column"), REFUSED.values(), ids=REFUSED)
def test_a_table_that_cannot_be_trusted_is_refused_with_its_place(changed, code, file, row, column):
    refused = refusal(pack(minimal(**changed)))
    assert (refused.code, refused.file, refused.row, refused.column) == (code, file, row, column)
    assert explain(refused).startswith(file)


def test_every_code_has_words_and_only_known_figures():
    assert set(MESSAGES) == set(Code)
    wanted = {name for text in MESSAGES.values() for name in re.findall(r"%\((\w+)\)s", str(text))}
    assert wanted == {"limit", "entry", "named", "expected", "found"}


# --- What the world writes ------------------------------------------------------------------------------------------
if "ORIENTIR_SAMPLES" in os.environ:
    SAMPLES = sorted((Path(os.environ["ORIENTIR_SAMPLES"]) / "oneroster").rglob("*.zip"))

    @pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
    def test_a_foreign_roster_is_read_or_refused_with_a_reason(sample):
        result = read_or_refuse(sample.read_bytes())
        if isinstance(result, Roster):
            assert result.classes or result.changes or result.problems
        else:
            assert result.file or result.params
