"""Makes the database itself refuse to change the log, on SQLite and on PostgreSQL.

UPDATE is refused always; DELETE, and on PostgreSQL TRUNCATE, while an entry concerned is inside the retention of 24
months. A later migration that alters this table on SQLite rebuilds it and loses its triggers: run ``protect`` again.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "audit_auditentry"

SQLITE = {
    "audit_no_update": f"""
        CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    # INSERT OR REPLACE deletes without asking a DELETE trigger.
    "audit_no_replace": f"""
        CREATE TRIGGER audit_no_replace BEFORE INSERT ON {TABLE}
        WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,  # noqa: S608  the table's name is a constant
    # Times are stored as text in UTC, so that comparing text compares time.
    "audit_no_early_delete": f"""
        CREATE TRIGGER audit_no_early_delete BEFORE DELETE ON {TABLE}
        WHEN OLD.at >= datetime('now', '-24 months')
        BEGIN SELECT RAISE(ABORT, 'the audit log keeps its entries for 24 months'); END
    """,
}

POSTGRESQL = (
    f"""
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'restrict_violation';
        ELSIF TG_OP = 'DELETE' THEN
            IF OLD.at >= now() - interval '24 months' THEN
                RAISE EXCEPTION 'the audit log keeps its entries for 24 months' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN OLD;
        ELSIF EXISTS (SELECT 1 FROM {TABLE} WHERE at >= now() - interval '24 months') THEN
            RAISE EXCEPTION 'the audit log keeps its entries for 24 months' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END $$
    """,  # noqa: S608  the table's name is a constant
    f"""
    CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    f"""
    CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
    """,
    # ALWAYS: also for a session that plays the role of a replica, which silences ordinary triggers.
    f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER audit_no_change",
    f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER audit_no_truncate",
)


def protect(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the database at hand."""
    statements = SQLITE.values() if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def unprotect(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove them again."""
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}")
    else:
        schema_editor.execute(f"DROP TRIGGER audit_no_change ON {TABLE}")
        schema_editor.execute(f"DROP TRIGGER audit_no_truncate ON {TABLE}")
        schema_editor.execute("DROP FUNCTION audit_refuse()")


class Migration(migrations.Migration):
    """Triggers only; the table is made by the migration before."""

    dependencies = [("audit", "0001_audit_entry")]
    operations = [migrations.RunPython(protect, unprotect)]
