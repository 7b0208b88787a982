"""What a page says, as plain data that can be compared: without the numbers that the editor gives to blocks."""

import json
from typing import Any

from cms.exchange.rich_text import without_editor_marks


def page_words(page: Any) -> dict[str, Any]:
    """Return the title and the fields of the page's own table."""
    fields = [
        page._meta.get_field("title"),
        *(field for field in page._meta.local_concrete_fields if not field.remote_field),
    ]
    return {field.name: _plain(field, page) for field in fields}


def _plain(field: Any, page: Any) -> Any:
    if not hasattr(field, "stream_block"):
        return field.value_from_object(page)
    return _without_ids(without_editor_marks(json.loads(field.value_to_string(page))))


def _without_ids(stored: Any) -> Any:
    if isinstance(stored, list):
        return [_without_ids(entry) for entry in stored]
    if isinstance(stored, dict):
        return {key: _without_ids(entry) for key, entry in stored.items() if key != "id"}
    return stored
