"""Makes the database itself refuse to change what was awarded, on SQLite and on PostgreSQL.

Of a certificate only the holder's consent and name change, and what the worker makes of it; person and dossier may be
let go of, never exchanged. Events are only added. DELETE, and on PostgreSQL TRUNCATE, is refused until five years after
the end of the validity. A later migration that alters one of these tables on SQLite rebuilds it and loses its triggers:
run ``protect`` again.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CERTIFICATES = "certification_certificate"
EVENTS = "certification_certificateevent"
FIXED = (
    "id", "public_id", "number", "programme_id", "cycle", "framework_version", "programme_title", "issued_on",
    "valid_until", "decided_by_id", "confirmed_by_id", "status_index", "awarded_at",
)  # fmt: skip
LET_GO = ("person_id", "candidacy_id")
MESSAGE = "a certificate stays as it was awarded"
KEPT = "certificates are kept for five years after their end"


def changed(differs: str) -> str:
    """Return the condition "something fixed differs", in the dialect's word for it."""
    fixed = [f"OLD.{name} {differs} NEW.{name}" for name in FIXED]
    let_go = [f"(NEW.{name} IS NOT NULL AND OLD.{name} {differs} NEW.{name})" for name in LET_GO]
    return " OR ".join(fixed + let_go)


SQLITE = {
    "certificate_no_change": f"""
        CREATE TRIGGER certificate_no_change BEFORE UPDATE ON {CERTIFICATES}
        WHEN {changed("IS NOT")}
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
    # INSERT OR REPLACE deletes without asking a DELETE trigger.
    "certificate_no_replace": f"""
        CREATE TRIGGER certificate_no_replace BEFORE INSERT ON {CERTIFICATES}
        WHEN EXISTS (SELECT 1 FROM {CERTIFICATES} WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,  # noqa: S608  the names of the tables are constants
    "certificate_no_early_delete": f"""
        CREATE TRIGGER certificate_no_early_delete BEFORE DELETE ON {CERTIFICATES}
        WHEN OLD.valid_until >= date('now', '-5 years')
        BEGIN SELECT RAISE(ABORT, '{KEPT}'); END
    """,
    "certificateevent_no_change": f"""
        CREATE TRIGGER certificateevent_no_change BEFORE UPDATE ON {EVENTS}
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
    "certificateevent_no_replace": f"""
        CREATE TRIGGER certificateevent_no_replace BEFORE INSERT ON {EVENTS}
        WHEN EXISTS (SELECT 1 FROM {EVENTS} WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,  # noqa: S608  the names of the tables are constants
    "certificateevent_no_early_delete": f"""
        CREATE TRIGGER certificateevent_no_early_delete BEFORE DELETE ON {EVENTS}
        WHEN (SELECT valid_until FROM {CERTIFICATES} WHERE id = OLD.certificate_id) >= date('now', '-5 years')
        BEGIN SELECT RAISE(ABORT, '{KEPT}'); END
    """,  # noqa: S608  the same
}

POSTGRESQL = (
    f"""
    CREATE FUNCTION certificate_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF {changed("IS DISTINCT FROM")} THEN
                RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        ELSIF TG_OP = 'DELETE' THEN
            IF OLD.valid_until >= now() - interval '5 years' THEN
                RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN OLD;
        ELSIF EXISTS (SELECT 1 FROM {CERTIFICATES} WHERE valid_until >= now() - interval '5 years') THEN
            RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END $$
    """,  # noqa: S608  the same
    f"""
    CREATE FUNCTION certificateevent_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation';
        ELSIF TG_OP = 'DELETE' THEN
            IF (SELECT valid_until FROM {CERTIFICATES} WHERE id = OLD.certificate_id) >= now() - interval '5 years' THEN
                RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN OLD;
        ELSIF EXISTS (SELECT 1 FROM {CERTIFICATES} WHERE valid_until >= now() - interval '5 years') THEN
            RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END $$
    """,  # noqa: S608  the same
    *(
        statement
        for table, name in ((CERTIFICATES, "certificate"), (EVENTS, "certificateevent"))
        for statement in (
            f"""
            CREATE TRIGGER {name}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {name}_refuse()
            """,
            f"""
            CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {name}_refuse()
            """,
            # ALWAYS: also for a session that plays the role of a replica, which silences ordinary triggers.
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}_no_change",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}_no_truncate",
        )
    ),
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
        return
    for table, name in ((CERTIFICATES, "certificate"), (EVENTS, "certificateevent")):
        schema_editor.execute(f"DROP TRIGGER {name}_no_change ON {table}")
        schema_editor.execute(f"DROP TRIGGER {name}_no_truncate ON {table}")
        schema_editor.execute(f"DROP FUNCTION {name}_refuse()")


class Migration(migrations.Migration):
    """Triggers only; the tables are made by the migration before."""

    dependencies = [("certification", "0001_programmes_dossiers_certificates")]
    operations = [migrations.RunPython(protect, unprotect)]
