"""What SQLite's query planner knows of the tables: PostgreSQL looks for itself, SQLite only when it is asked to."""

from django.db import connection

# A thousand rows of an index are looked at: a guess is enough, and takes milliseconds however large the table.
SAMPLE = "PRAGMA analysis_limit=1000"


def learn_sizes() -> None:
    """Let SQLite's planner see how large tables have become, after much was written; elsewhere do nothing.

    Without it a search in thousands of questions matches the words once for every question.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(SAMPLE)
        cursor.execute("ANALYZE")
