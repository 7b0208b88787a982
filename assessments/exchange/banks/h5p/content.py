"""JSON of an H5P package, of a bounded depth."""

import json

from assessments.exchange.banks.base import BankError, Refusal
from assessments.exchange.banks.h5p.params import Params

DEEPEST = 60


def parse(data: bytes, name: str) -> Params:
    """Return the JSON object of an entry; raises BankError."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BankError(Refusal.DAMAGED, name) from None
    if not isinstance(value, dict):
        raise BankError(Refusal.DAMAGED, name)
    _check_depth(value, name)
    return Params(value)


def _check_depth(value: object, name: str) -> None:
    level = [value]
    for _depth in range(DEEPEST):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise BankError(Refusal.TOO_DEEP, name)
