"""The rows of the small site, kept after it was built once and written again as they are: a tenth of the time."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from wagtail.models import Site

from tests.fresh_rows import Rows, all_rows

NONE: tuple[list[str], list[tuple[object, ...]]] = ([], [])


@dataclass(frozen=True)
class _Kept:
    """What stood in the tables before, what stands there afterwards, and where to find each object of the tree."""

    before: Rows
    added: Rows
    changed: Rows
    tree: dict[str, Any]


_kept: list[_Kept] = []
# Nearly all tests begin from the same rows; the others are not worth remembering.
MOST_KEPT = 3


def kept[Tree](build: Callable[[], Tree]) -> Tree:
    """Return the tree: built whenever its tables hold something else than they did at the times that are kept."""
    for known in _kept:
        if all(_rows(table) == values for table, (_columns, values) in known.before.items()):
            _write(known)
            Site.clear_site_root_paths_cache()
            return build.__annotations__["return"](**{name: _found(place) for name, place in known.tree.items()})
    before = all_rows() if len(_kept) < MOST_KEPT else {}
    tree = build()
    if len(_kept) < MOST_KEPT:
        _kept.append(_difference(before, all_rows(), tree))
    return tree


def _difference(before: Rows, after: Rows, tree: Any) -> _Kept:
    added: Rows = {}
    changed: Rows = {}
    for table, (columns, values) in after.items():
        numbers = {row[0] for row in before.get(table, NONE)[1]}
        fresh = [row for row in values if row not in before.get(table, NONE)[1]]
        if fresh:
            added[table] = columns, [row for row in fresh if row[0] not in numbers]
            changed[table] = columns, [row for row in fresh if row[0] in numbers]
    there = {table: before.get(table, NONE) for table in added}
    return _Kept(there, added, changed, {field.name: _place(getattr(tree, field.name)) for field in fields(tree)})


def _rows(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return sorted(cursor.fetchall(), key=str)


def _write(known: _Kept) -> None:
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, values) in known.added.items():
            if values:
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(
                    f"INSERT INTO {quote(table)} ({', '.join(map(quote, columns))}) VALUES ({places})", values
                )
        for table, (columns, values) in known.changed.items():
            if values:
                pairs = ", ".join(f"{quote(name)} = %s" for name in columns[1:])
                rows = [(*row[1:], row[0]) for row in values]
                cursor.executemany(f"UPDATE {quote(table)} SET {pairs} WHERE {quote(columns[0])} = %s", rows)


def _place(value: Any) -> Any:
    """Return model and number of an object, or those of each in a list."""
    if isinstance(value, list):
        return [_place(one) for one in value]
    assert isinstance(value, Model)
    return type(value), value.pk


def _found(place: Any) -> Any:
    if isinstance(place, list):
        return [_found(one) for one in place]
    model, number = place
    return model._default_manager.get(pk=number)
