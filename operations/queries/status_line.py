"""One line of the status page: what was looked at, how it is, and what to do when it is not well."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something is; the page says it in a word and a colour."""

    GOOD = "good"
    LOOK = "look"
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Line:
    """``value`` in words; ``advice`` says what to do and is empty while all is well."""

    name: str
    value: str
    state: State = State.GOOD
    advice: str = ""
