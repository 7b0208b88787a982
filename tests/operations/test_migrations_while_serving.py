"""While the processes of the last release still work, no migration of ours takes something away or stops them."""

import logging
import re

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.models.functions import Lower
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser.analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.base import Check, CheckMode, CheckType
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

from common.indexes import AddIndexWhileServing
from tests.architecture.tree import ROOT, rooms

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

BEFORE_A_RELEASE = "no installation had run the release before it"
# What stands here may do what the linter calls wrong, and why; a new line needs a reason that holds for every school.
EXCEPTIONS: dict[tuple[str, str], tuple[set[str], str]] = {
    ("assessments", "0004_keep_late_answers_apart"): ({"NOT_NULL"}, BEFORE_A_RELEASE),
    ("assessments", "0006_decide_on_extra_tries"): ({"NOT_NULL"}, BEFORE_A_RELEASE),
    ("institutions", "0002_uploads_and_one_request_per_device"): ({"CREATE_INDEX"}, BEFORE_A_RELEASE),
    ("safeguarding", "0002_trials_and_decisions"): ({"NOT_NULL", "CREATE_INDEX"}, BEFORE_A_RELEASE),
}

CREATED = re.compile(r'CREATE TABLE "(\w+)"')
FILLED = re.compile(r'ALTER TABLE "(\w+)" (?:ADD COLUMN "(\w+)" .*NOT NULL|ALTER COLUMN "(\w+)" SET NOT NULL)')
DEFAULT = re.compile(r'ALTER TABLE "(\w+)" (?:ADD COLUMN "(\w+)" .*DEFAULT (?!NULL)|ALTER COLUMN "(\w+)" SET DEFAULT)')
NO_DEFAULT = re.compile(r'ALTER TABLE "(\w+)" ALTER COLUMN "(\w+)" DROP DEFAULT')
INDEX = re.compile(r'CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)(?:"\w+" )?ON "(\w+)"')
FOREIGN_KEY = re.compile(r'CREATE INDEX "\w+_id_[0-9a-f]{8}" ')
UNIQUE = re.compile(r'ALTER TABLE "(\w+)" (?:ADD CONSTRAINT .* UNIQUE|ADD COLUMN .* UNIQUE)')


def old_tables(pattern: re.Pattern[str], statements: list[str]) -> set[str]:
    """Return the tables a kind of statement names, without those that the same migration creates."""
    created = {found[1] for line in statements if (found := CREATED.match(line))}
    return {found[1] for line in statements if (found := pattern.match(line))} - created


def columns(pattern: re.Pattern[str], statements: list[str]) -> set[tuple[str, ...]]:
    return {tuple(filter(None, found.groups())) for line in statements if (found := pattern.match(line))}


def must_be_filled(statements: list[str], **_options) -> bool:
    """Whether a column of an old table takes no NULL and the database has no default: an old process cannot insert."""
    bare = columns(FILLED, statements) - (columns(DEFAULT, statements) - columns(NO_DEFAULT, statements))
    return bool({table for table, _column in bare} & old_tables(FILLED, statements))


def locks_for_an_index(statements: list[str], **_options) -> bool:
    """Whether an old table is locked while an index is made; that of a new foreign key is made on empty values."""
    return bool(old_tables(INDEX, [line for line in statements if not FOREIGN_KEY.match(line)]))


def makes_unique(statements: list[str], **_options) -> bool:
    return bool(old_tables(UNIQUE, statements))


class Analyser(PostgresqlAnalyser):
    """The linter's rules, three of them by statement: its own look at the first index, and confuse two columns."""

    migration_checks = [
        *PostgresqlAnalyser.migration_checks,
        Check("NOT_NULL", must_be_filled, "a column nobody fills", CheckMode.TRANSACTION, CheckType.ERROR),
        Check("CREATE_INDEX", locks_for_an_index, "an index that locks", CheckMode.TRANSACTION, CheckType.ERROR),
        Check("ADD_UNIQUE", makes_unique, "a new rule on old rows", CheckMode.TRANSACTION, CheckType.ERROR),
        # Said by the one above.
        Check("CREATE_INDEX_EXCLUSIVE", lambda *_, **__: False, "", CheckMode.TRANSACTION, CheckType.ERROR),
    ]  # fmt: skip


def wrong_with(statements: list[str]) -> set[str]:
    """Return the codes; what locks a table for long is as wrong as what takes a column away."""
    errors, _ignored, warnings = analyse_sql_statements(Analyser, statements)
    return {issue.code for issue in [*errors, *warnings]}


@pytest.fixture(scope="module")
def quiet():
    """The linter logs every statement it looks at."""
    logger = logging.getLogger("django_migration_linter")
    before, logger.disabled = logger.disabled, True
    yield
    logger.disabled = before


def test_no_migration_of_ours_stops_what_is_still_running(quiet):
    linter = MigrationLinter(no_cache=True, no_output=True)
    ours = [key for key in linter.migration_loader.disk_migrations if key[0] in rooms(ROOT)]
    assert len(ours) > 20
    found = {key: wrong for key in ours if (wrong := wrong_with(linter.get_sql(*key)))}
    assert found == {key: codes for key, (codes, _reason) in EXCEPTIONS.items()}


INDEXED = models.Index(fields=["kind"], name="planted")


def statements_of(*operations: Operation, label: str = "jobs") -> list[str]:
    """Return what a planted migration would send to the database."""
    state = MigrationLoader(connection).project_state()
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        for operation in operations:
            after = state.clone()
            operation.state_forwards(label, after)
            operation.database_forwards(label, editor, state, after)
            state = after
    return editor.collected_sql


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (migrations.RemoveField("job", "message"), "DROP_COLUMN"),
        (migrations.RenameField("job", "message", "said"), "RENAME_COLUMN"),
        (migrations.RenameModel("job", "task"), "RENAME_TABLE"),
        (migrations.DeleteModel("worker"), "DROP_TABLE"),
        (migrations.AddField("job", "room", models.CharField(max_length=10, default="x")), "NOT_NULL"),
        (migrations.AlterField("job", "message", models.TextField(max_length=9)), "ALTER_COLUMN"),
        (migrations.AddIndex("job", INDEXED), "CREATE_INDEX"),
        (migrations.AddConstraint("job", models.UniqueConstraint(fields=["kind"], name="planted")), "ADD_UNIQUE"),
        (migrations.AddConstraint("job", models.UniqueConstraint(Lower("kind"), name="planted")), "CREATE_INDEX"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_planted_migration_that_takes_something_away_is_found(operation, code):
    assert code in wrong_with(statements_of(operation))


def test_a_bad_column_is_found_behind_a_new_table_and_a_good_column():
    new = migrations.CreateModel("Room", [("id", models.BigAutoField(primary_key=True)), ("kind", models.TextField())])
    bad = migrations.AddField("job", "room", models.CharField(max_length=10, default="x"))
    good = migrations.AddField("job", "floor", models.IntegerField(db_default=1))
    assert wrong_with(statements_of(new, bad, good)) == {"NOT_NULL"}
    assert wrong_with(statements_of(new, good)) == set()


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("job", "room", models.CharField(max_length=10, null=True)),
        migrations.AddField("job", "room", models.CharField(max_length=10, db_default="x")),
        AddIndexWhileServing("job", INDEXED),
    ],
    ids=["may be empty", "the database fills it", "nobody waits for the index"],
)
def test_what_old_processes_do_not_notice_passes(operation):
    assert wrong_with(statements_of(operation)) == set()
