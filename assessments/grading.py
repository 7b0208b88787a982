"""Marking from frozen content: the structure of a quiz version, its hash, and the score of an attempt."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property
from hashlib import sha256
from typing import Self

from assessments.drawing import FORMS, Plan, asked, ordered, plan_from_json
from assessments.interactions import logic, reading
from assessments.interactions.base import (
    Answer,
    Cell,
    FrozenError,
    FrozenItem,
    ItemTexts,
    Json,
    Scoring,
)
from assessments.interactions.dont_know import DontKnow
from assessments.interactions.marking import state_of


@dataclass(frozen=True)
class Structure:
    """The language-free content of a quiz version, keys included: never sent to a student.

    `items` are all that may be asked; by the `plan` an attempt may ask some of them only. `media` names by item the
    files of its picture and sound as they were in the source language.
    """

    items: tuple[FrozenItem, ...]
    plan: Plan = field(default_factory=Plan)
    media: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.items:
            raise FrozenError("items", "a quiz asks at least one question")
        if len(self.by_id) != len(self.items):
            raise FrozenError("items", "an item is asked twice")
        self.plan.check(self.by_id)
        if not self.media.keys() <= self.by_id.keys():
            raise FrozenError("media", "of an item that is not asked")

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Reads `{"items": [item, …], "plan": …, "media": …}`; raises FrozenError."""
        fields = reading.record("structure", data, {"items", "plan", "media"})
        items = fields.get("items")
        if not isinstance(items, list | tuple):
            raise FrozenError("items", "not a list")
        return cls(
            tuple(item_from_json(item) for item in items),
            plan_from_json(fields.get("plan", {})),
            _media(fields.get("media", {})),
        )

    def to_json(self) -> Json:
        extras: Json = {"plan": self.plan.to_json(), "media": dict(self.media)}
        items = [item.to_json() for item in self.items]
        return {"items": items, **{name: part for name, part in extras.items() if part}}

    @cached_property
    def by_id(self) -> Mapping[str, FrozenItem]:
        return {item.id: item for item in self.items}

    @cached_property
    def recorded(self) -> tuple[FrozenItem, ...]:
        """The items whose answers are kept: all but self-checks without right or wrong."""
        return tuple(item for item in self.items if is_recorded(item))

    def asked(self, *, seed: str, form: str = "", is_shuffled: bool = False) -> list[str]:
        """The items that one attempt asks, in its order; the same seed asks the same."""
        return ordered(asked(list(self.by_id), self.plan, form=form, seed=seed), seed=seed, is_shuffled=is_shuffled)

    @cached_property
    def asked_count(self) -> int:
        """How many items an attempt asks."""
        return len(self.asked(seed="", form=FORMS[0] if self.plan.has_forms else ""))

    @cached_property
    def for_person(self) -> tuple[FrozenItem, ...]:
        """The items that somebody marks by a rubric."""
        return tuple(item for item in self.items if is_for_person(item))

    def only(self, item_ids: Collection[str]) -> "Structure":
        """The items that an attempt has drawn, in the order in which it asks them; KeyError for a foreign one."""
        media = {item_id: files for item_id, files in self.media.items() if item_id in item_ids}
        return Structure(tuple(self.by_id[item_id] for item_id in item_ids), media=media)

    def texts_from_json(self, data: object) -> dict[str, ItemTexts]:
        """Reads one language, `{item id: texts}`; raises FrozenError unless it covers exactly these items."""
        entries = reading.record("texts", data, self.by_id)
        missing = [item.id for item in self.items if item.id not in entries]
        if missing:
            raise FrozenError("texts", f"nothing for {', '.join(missing)}")
        return {item.id: logic(item.kind).texts_from_json(item, entries[item.id]) for item in self.items}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON (keys sorted, no spaces, UTF-8) of structure and key, in hexadecimal."""
        canonical = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return sha256(canonical.encode()).hexdigest()


def _media(data: object) -> dict[str, dict[str, str]]:
    if not isinstance(data, Mapping):
        raise FrozenError("media", "not an object")
    files = {str(item): reading.record("media", named, {"picture", "sound"}) for item, named in data.items()}
    return {item: {name: reading.digest(named, name) for name in named} for item, named in files.items()}


def item_from_json(data: object) -> FrozenItem:
    """One frozen item of whatever kind it names; raises FrozenError."""
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(kind, str):
        raise FrozenError("kind", "not named")
    item: FrozenItem = logic(kind).frozen_from_json(data)
    return item


def is_recorded(item: FrozenItem) -> bool:
    """Whether answers to this item are kept."""
    return logic(item.kind).SCORING is not Scoring.NONE


def is_for_person(item: FrozenItem) -> bool:
    """Whether somebody marks the answers to this item by a rubric."""
    return logic(item.kind).SCORING is Scoring.PERSON


def answer_from_json(item: FrozenItem, data: object) -> Answer:
    """A stored answer to this item; raises AnswerError."""
    answer: Answer = logic(item.kind).answer_from_json(item, data)
    return answer


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item of a marked attempt; `cell` is what the results table shows.

    An item is not counted while it waits for somebody to mark it, and a self-check never is.
    """

    item_id: str
    competency: str
    score: Decimal
    max_score: Decimal
    cell: Cell
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class AttemptScore:
    """A marked attempt: the sum of its counted items, unanswered ones included with 0."""

    score: Decimal
    max_score: Decimal
    items: tuple[ItemScore, ...]

    @property
    def percent(self) -> int:
        """Rounded down, so that nobody reads the pass mark beside "not passed"."""
        return percent_of(self.score, self.max_score)


def percent_of(score: Decimal, max_score: Decimal) -> int:
    """Whole per cent, rounded down; 0 of nothing."""
    return int((score * 100 / max_score).to_integral_value(ROUND_FLOOR)) if max_score else 0


def sum_up(items: Sequence[ItemScore]) -> AttemptScore:
    """A whole attempt out of its marked items."""
    counted = [item for item in items if item.is_counted]
    return AttemptScore(
        score=sum((item.score for item in counted), Decimal(0)),
        max_score=sum((item.max_score for item in counted), Decimal(0)),
        items=tuple(items),
    )


def grade_item(item: FrozenItem, data: object, mark: Decimal | None = None) -> ItemScore:
    """Marks one stored answer; None scores 0. `mark` is what somebody gave where the kind asks for a person.

    Raises AnswerError for an answer that does not fit the item.
    """
    kind = logic(item.kind)
    if kind.SCORING is not Scoring.KEY:
        return _grade_without_key(item, data, mark)
    answer = None if data is None else kind.answer_from_json(item, data)
    return ItemScore(
        item_id=item.id,
        competency=item.competency,
        score=Decimal(0) if answer is None else kind.grade(item, answer),
        max_score=Decimal(item.max_score),
        cell=kind.cell(item, answer),
    )


def _grade_without_key(item: FrozenItem, data: object, mark: Decimal | None) -> ItemScore:
    kind = logic(item.kind)
    answer = None if data is None else kind.answer_from_json(item, data)
    # Nobody has to look at a gap, nor at an open "I don't know".
    is_plain = answer is None or isinstance(answer, DontKnow)
    is_marked = kind.SCORING is Scoring.PERSON and (is_plain or mark is not None)
    score = Decimal(0) if mark is None or is_plain else min(mark, Decimal(item.max_score))
    cell = kind.cell(item, answer)
    if is_marked and not is_plain:
        cell = Cell(state_of(score / item.max_score), f"{score.normalize():f}/{item.max_score}")
    return ItemScore(item.id, item.competency, score, Decimal(item.max_score), cell, is_counted=is_marked)
