"""The rows of the whole database, taken and put back as they are: no model, no signal and no default in between."""

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction

from tests.audit.emptying import empty_audit_log

# table → names of columns and rows
type Rows = dict[str, tuple[list[str], list[tuple[object, ...]]]]


def all_rows() -> Rows:
    """Return every row of every table that holds any."""
    found: Rows = {}
    with connection.cursor() as cursor:
        tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
        # SQLite fills the full-text index itself.
        for table in sorted(name for name in tables if not name.endswith("_fts")):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            if rows := sorted(cursor.fetchall(), key=str):
                found[table] = columns, rows
    return found


def bring_back(rows: Rows) -> None:
    """Replace everything in the database by these rows."""
    empty_audit_log()
    # Counters go on: a row made later must not get the number of one that came back.
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
    quote = connection.ops.quote_name
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, values) in rows.items():
            names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", values)
        connection.check_constraints()
    ContentType.objects.clear_cache()
    cache.clear()
    connection.close()
