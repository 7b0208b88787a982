"""Copies of one row, made by PostgreSQL itself, thousands a second."""

from django.db import connection, models


def copy_rows(model: type[models.Model], pattern: int, rows: int, changed: dict[str, str]) -> None:
    """Copy one row so many times; ``changed`` holds SQL for each column that differs, in which ``n`` counts from 1."""
    table = model._meta.db_table
    columns = ["id", *columns_of(model)]
    values = ", ".join(changed.get(column, f"p.{column}") for column in columns)
    execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} p, generate_series(1, {rows}) n "
        f"WHERE p.id = {pattern}"
    )
    execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def columns_of(model: type[models.Model]) -> list[str]:
    """Return the columns of a table but its number."""
    return [str(field.column) for field in model._meta.local_concrete_fields if not field.primary_key]


def last_number(model: type[models.Model]) -> int:
    """Return the largest number that a row has."""
    return int(model._default_manager.order_by("-pk").values_list("pk", flat=True)[0])


def execute(statement: str) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
