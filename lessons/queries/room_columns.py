"""What was counted in the room, column by column of a class's table."""

from assessments.queries import ItemColumn, Results
from lessons.exchange.results_table import source_word
from lessons.queries.room import RoomCount


def by_column(results: Results, counts: dict[str, RoomCount]) -> list[tuple[ItemColumn, RoomCount | None]]:
    """Return each column of the class's table with what was counted for it."""
    return [(column, counts.get(column.item.id)) for column in results.columns]


def column_words(results: Results, counts: dict[str, RoomCount]) -> list[str]:
    """Return what was counted for each column as a file says it: how many were right of how many, and by what."""
    words = []
    for _column, count in by_column(results, counts):
        shares = [str(part) for part in (count.right, count.people) if part is not None] if count else []
        words.append(f"{'/'.join(shares)} {source_word(count.source)}" if count else "")
    return words
