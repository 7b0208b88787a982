"""``python -m tests.prepared_postgres`` migrates PostgreSQL once for all tests, with a stop at the recorded release.

The tables of that release stay in the database that TEST_DATABASE_OLD names.
"""

import os

import django
import psycopg

django.setup()

from django.core.management import call_command  # noqa: E402  Django comes first
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from tests.operations.old_release import heads  # noqa: E402
from tests.prepared import OLDEST  # noqa: E402

if __name__ == "__main__":
    there = connection.settings_dict
    MigrationExecutor(connection).migrate(heads(OLDEST))
    # Nobody may be connected to a database that is copied.
    connection.close()
    address = f"postgres://{there['USER']}@{there['HOST']}:{there['PORT']}/template1"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {os.environ['TEST_DATABASE_OLD']} TEMPLATE {there['NAME']}")
    call_command("migrate", verbosity=0)
