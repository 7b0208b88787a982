"""``python -m tests.migrated`` migrates the database of DATABASE_URL, with a stop at the recorded release.

The tables of that release stay as a copy: on PostgreSQL in the database that TEST_DATABASE_OLD names, on SQLite in
``old.sqlite3`` beside the file.
"""

import gc
import os
import shutil
from pathlib import Path

import django

# Every migration makes hundreds of classes, all of them rings that are thrown away: a fifth of the time was looking at
# them again and again.
gc.disable()
django.setup()

import psycopg  # noqa: E402  Django comes first
from django.apps import apps  # noqa: E402
from django.apps.registry import Apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from tests.operations.old_release import heads  # noqa: E402
from tests.prepared import OLDEST  # noqa: E402


def know_swapped_models() -> None:
    """Answer from a table which setting names a model; Django asks all models again for every relation it draws."""
    found: dict[str, str] = {}
    for model in apps.get_models(include_swapped=True):
        if model._meta.swapped:
            found[model._meta.swapped.lower()] = model._meta.swappable
        elif model._meta.swappable:
            found.setdefault(model._meta.label_lower, model._meta.swappable)

    def name_of(_apps: Apps, to_model: str) -> str | None:
        return found.get(to_model.lower())

    name_of.cache_clear = lambda: None
    Apps.get_swappable_settings_name = name_of


def keep_old_release() -> None:
    """Copy the database as it is now."""
    there = connection.settings_dict
    # Nobody may be connected to a database that is copied.
    connection.close()
    if connection.vendor == "sqlite":
        shutil.copy(there["NAME"], Path(there["NAME"]).with_name("old.sqlite3"))
        return
    address = f"postgres://{there['USER']}@{there['HOST']}:{there['PORT']}/template1"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {os.environ['TEST_DATABASE_OLD']} TEMPLATE {there['NAME']}")


if __name__ == "__main__":
    know_swapped_models()
    MigrationExecutor(connection).migrate(heads(OLDEST))
    keep_old_release()
    call_command("migrate", verbosity=0)
