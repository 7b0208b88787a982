"""Programmes as plain objects: what ``programme.yaml`` of a content pack says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

type Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CriterionDoc:
    """One thing to look at."""

    id: str
    text: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffDoc:
    """One sign-off; ``sheets``, ``agreement_percent`` and ``log_entries`` are 0 where it asks for none."""

    id: str
    title: Texts
    settings: tuple[str, ...]
    competencies: tuple[str, ...]
    criteria: tuple[CriterionDoc, ...]
    is_for_renewal: bool = False
    sheets: int = 0
    agreement_percent: int = 0
    log_entries: int = 0


@dataclass(frozen=True, slots=True)
class SignDoc:
    """One sign of an invented case, with its group and the key."""

    id: str
    dimension: str
    key: str
    text: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class VignetteDoc:
    """One invented case."""

    id: str
    text: Texts
    questions: Texts
    model_answer: Texts
    not_do: Texts
    signs: tuple[SignDoc, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDoc:
    """One programme; ``numbers`` holds those that differ from the usual ones, ``conduct`` one sentence an entry."""

    id: str
    title: Texts
    summary: Texts
    award: Texts
    courses: tuple[str, ...] = ()
    test: str = ""
    renewal_test: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    conduct: tuple[Texts, ...] = ()
    sign_offs: tuple[SignOffDoc, ...] = ()
    vignettes: tuple[VignetteDoc, ...] = ()

    def named(self) -> set[str]:
        """Return the competencies that it names."""
        return set(self.levels) | {code for one in self.sign_offs for code in one.competencies}
