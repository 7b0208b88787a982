"""An imported question as the editor stores it."""

import json
from uuid import uuid4

from assessments import interactions
from assessments.exchange.banks.base import BankQuestion
from assessments.exchange.banks.building import completed
from assessments.interactions import packing


def editor_stream(one: BankQuestion) -> str:
    """Return the stream of one question, every entry with an identifier of its own."""
    shape = interactions.pack(one.kind).SHAPE
    names: dict[str, str] = {}
    value = packing.to_value(shape, completed(shape, one.question), lambda entry: names.setdefault(entry, str(uuid4())))
    # Of another system's rubric nothing came along: the author chooses one before the question is asked.
    value |= {name: value.get(name) or None for name in packing.links(shape)}
    return json.dumps([{"type": one.kind, "id": str(uuid4()), "value": value}])
