"""Rubrics of a pack as rows, and back."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain, count
from typing import Any

from assessments.exchange.rubric_pack import CriterionDoc, RubricDoc
from assessments.interactions.rubric import LEVELS
from assessments.models import Rubric
from packs.services.names import Names
from packs.services.reading import Reader, stream


def fill_rubric(rubric: RubricDoc, names: Names, language: str) -> Rubric:
    """Return the row of a rubric in a language, unsaved."""
    criteria = [
        {
            "type": "criterion",
            "id": names.uuid(f"rubric/{rubric.id}/{one.id}"),
            "value": {
                "text": one.text.get(language, ""),
                "least": one.least,
                **{f"level_{points}": one.levels[points].get(language, "") for points in LEVELS},
            },
        }
        for one in rubric.criteria
    ]
    return Rubric(name=rubric.name, criteria=json.dumps(criteria))


def read_rubric(row: Rubric, short: str, names: Names, readers: Mapping[str, Reader]) -> RubricDoc:
    """Return a rubric as its rows say it now, in every language that has it."""
    texts = {code: stream(reader.read(row, f"rubric/{short}"), "criteria") for code, reader in readers.items()}
    criteria = []
    for place, block in enumerate(stream(row, "criteria")):
        letters = chain("abcdefghijklmnopqrstuvwxyz", (f"c{number}" for number in count(1)))
        said = {code: blocks[place]["value"] for code, blocks in texts.items()}
        criteria.append(
            CriterionDoc(
                id=names.label(f"rubric/{short}", block["id"], letters),
                text=_in_each(said, "text"),
                levels=tuple(_in_each(said, f"level_{points}") for points in LEVELS),
                least=block["value"].get("least") or 0,
            )
        )
    return RubricDoc(short, row.name, tuple(criteria))


def _in_each(said: Mapping[str, Any], name: str) -> dict[str, str]:
    words = {code: str(value.get(name) or "").strip() for code, value in said.items()}
    return {code: text for code, text in words.items() if text}


def rubric_names() -> Iterator[str]:
    """Yield short names for rubrics that authors added."""
    return (f"rubric{number}" for number in count(1))
