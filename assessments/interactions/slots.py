"""What kinds share whose answer puts one choice into each of several slots: a row of a matching, a gap of a text.

A kind takes these functions over as its own and adds reading of its frozen shape, its view and its shuffle.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import ClassVar

from assessments.interactions import dont_know, reading
from assessments.interactions.base import (
    AnswerCode,
    AnswerError,
    Cell,
    ChoiceTexts,
    FeedbackEntry,
    Form,
    FrozenItem,
    ItemTexts,
    Json,
)
from assessments.interactions.dont_know import DONT_KNOW, DontKnow
from assessments.interactions.marking import all_or_nothing, part, state_of

INTO = ">"  # joins slot and choice into one option for statistics; no identifier can hold it


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenSlots(FrozenItem):
    """`partial` gives points for a part of the slots; otherwise only all of them together score.

    `answer_name` is the field of a stored answer, `field_prefix` that of a page's fields; where `once` is set, a choice
    fills one slot only.
    """

    xapi_type: ClassVar[str] = "matching"
    answer_name: ClassVar[str]
    field_prefix: ClassVar[str]
    once: ClassVar[bool] = False
    partial: bool = False

    @property
    @abstractmethod
    def slots(self) -> tuple[str, ...]:
        """The slots in the order that staff count them in."""

    @property
    @abstractmethod
    def solution(self) -> Mapping[str, str]:
        """The right choice of each slot."""

    @abstractmethod
    def offered(self, slot: str) -> tuple[str, ...]:
        """The choices that a slot may take, in the author's order (it gives the letters A, B, C)."""

    @abstractmethod
    def slot_mark(self, slot: str) -> str:
        """The number of a slot."""

    @abstractmethod
    def words(self, texts: ItemTexts, slot: str, choice: str) -> ChoiceTexts:
        """The entry whose feedback and misconception belong to this choice in this slot."""

    @abstractmethod
    def label(self, texts: ItemTexts, slot: str, choice: str) -> str:
        """The choice in its slot, in words."""

    def field(self, slot: str) -> str:
        """The form field of a slot."""
        return self.field_prefix + slot

    def choice_mark(self, slot: str, choice: str) -> str:
        """The letter of a choice."""
        return ascii_uppercase[self.offered(slot).index(choice)]


@dataclass(frozen=True, slots=True)
class SlotAnswer:
    """The choice in each slot, every slot in its order; `name` is the field of the stored answer."""

    name: str
    filled: Mapping[str, str]

    def to_json(self) -> Json:
        return {self.name: dict(self.filled)}


type Answer = SlotAnswer | DontKnow


def answer_from_json(frozen: FrozenSlots, data: object) -> Answer:
    """Reads `{<answer_name>: {slot: choice}}` or `{"dont_know": true}`; raises AnswerError."""
    value = reading.answer_value(data, frozen.answer_name)
    return value if isinstance(value, DontKnow) else _answer(frozen, reading.answer_words(value))


def read_answer(frozen: FrozenSlots, texts: ItemTexts, post: Form) -> Answer:
    """Reads one field a slot and the box `dont_know`; raises AnswerError naming the fields.

    The box wins over slots: some may be filled when the student gives up.
    """
    if dont_know.is_ticked(post, dont_know.CODE):
        return DONT_KNOW
    filled: dict[str, str] = {}
    for slot in frozen.slots:
        values = {value for value in post.getlist(frozen.field(slot)) if value}
        if len(values) > 1:
            raise AnswerError(AnswerCode.TOO_MANY, [frozen.field(slot)])
        if values:
            filled[slot] = values.pop()
    return _answer(frozen, filled)


def _answer(frozen: FrozenSlots, filled: Mapping[str, str]) -> SlotAnswer:
    if not filled:
        raise AnswerError(AnswerCode.EMPTY, [frozen.field(slot) for slot in frozen.slots])
    unknown = [
        slot for slot, choice in filled.items() if slot not in frozen.slots or choice not in frozen.offered(slot)
    ]
    if unknown:
        raise AnswerError(AnswerCode.UNKNOWN_CHOICE, [frozen.field(slot) for slot in unknown])
    taken = list(filled.values())
    twice = [slot for slot, choice in filled.items() if frozen.once and taken.count(choice) > 1]
    if twice:
        raise AnswerError(AnswerCode.USED_TWICE, [frozen.field(slot) for slot in twice])
    open_slots = [slot for slot in frozen.slots if slot not in filled]
    if open_slots:
        raise AnswerError(AnswerCode.INCOMPLETE, [frozen.field(slot) for slot in open_slots])
    return SlotAnswer(frozen.answer_name, {slot: filled[slot] for slot in frozen.slots})


def fields(frozen: FrozenSlots, answer: Answer) -> dict[str, list[str]]:
    if isinstance(answer, DontKnow):
        return {dont_know.CODE: ["1"]}
    return {frozen.field(slot): [choice] for slot, choice in answer.filled.items()}


def right_answer(frozen: FrozenSlots, texts: ItemTexts) -> Answer:
    return SlotAnswer(frozen.answer_name, {slot: frozen.solution[slot] for slot in frozen.slots})


def wrong_answers(frozen: FrozenSlots, texts: ItemTexts) -> list[Answer]:
    """One slot wrong, or two exchanged where the other choice is in use and may be used once."""
    solution = {slot: frozen.solution[slot] for slot in frozen.slots}
    users = {choice: slot for slot, choice in solution.items()} if frozen.once else {}
    answers: list[Answer] = []
    for slot, right in solution.items():
        for choice in frozen.offered(slot):
            if choice != right:
                exchanged = {users[choice]: right} if choice in users else {}
                answers.append(SlotAnswer(frozen.answer_name, {**solution, slot: choice, **exchanged}))
    return answers


def grade(frozen: FrozenSlots, answer: Answer) -> Decimal:
    """`max_score` when every slot is right, otherwise 0, or a part where the item gives parts."""
    share = partial_share(frozen, answer)
    return part(frozen, share) if frozen.partial else all_or_nothing(frozen, share)


def partial_share(frozen: FrozenSlots, answer: Answer) -> Decimal:
    """0 to 1: slots with their right choice, of all slots."""
    if isinstance(answer, DontKnow):
        return Decimal(0)
    right = sum(choice == frozen.solution[slot] for slot, choice in answer.filled.items())
    return Decimal(right) / len(frozen.slots)


def cell(frozen: FrozenSlots, answer: Answer | None) -> Cell:
    """The letters of the choices in the order of the slots: "B-A-C"."""
    if answer is None:
        return dont_know.EMPTY_CELL
    if isinstance(answer, DontKnow):
        return dont_know.DONT_KNOW_CELL
    marks = "-".join(frozen.choice_mark(slot, choice) for slot, choice in answer.filled.items())
    return Cell(state_of(partial_share(frozen, answer)), marks)


def options(frozen: FrozenSlots) -> tuple[str, ...]:
    """Only the right choice of each slot: wrong ones are counted when somebody gives them."""
    return tuple(_option(slot, frozen.solution[slot]) for slot in frozen.slots)


def is_option(frozen: FrozenSlots, option: str) -> bool:
    slot, _into, choice = option.partition(INTO)
    return slot in frozen.slots and choice in frozen.offered(slot)


def right_options(frozen: FrozenSlots) -> frozenset[str]:
    return frozenset(options(frozen))


def picked(frozen: FrozenSlots, answer: Answer) -> tuple[str, ...]:
    return () if isinstance(answer, DontKnow) else tuple(_option(*pair) for pair in answer.filled.items())


def option_mark(frozen: FrozenSlots, option: str) -> str:
    slot, choice = _pair(option)
    return f"{frozen.slot_mark(slot)}-{frozen.choice_mark(slot, choice)}"


def option_text(frozen: FrozenSlots, texts: ItemTexts, option: str) -> str:
    return frozen.label(texts, *_pair(option))


def option_misconception(frozen: FrozenSlots, texts: ItemTexts, option: str) -> str:
    return "" if option in right_options(frozen) else frozen.words(texts, *_pair(option)).misconception


def chosen_labels(frozen: FrozenSlots, texts: ItemTexts, answer: Answer) -> list[str]:
    """Each slot with its choice in words, as the student's check page lists them."""
    if isinstance(answer, DontKnow):
        return [dont_know.label()]
    return [frozen.label(texts, slot, choice) for slot, choice in answer.filled.items()]


def key_labels(frozen: FrozenSlots, texts: ItemTexts) -> list[str]:
    """The right choices in words; the caller decides whether the reader may see them."""
    return [frozen.label(texts, slot, frozen.solution[slot]) for slot in frozen.slots]


def feedback(frozen: FrozenSlots, texts: ItemTexts, answer: Answer) -> list[FeedbackEntry]:
    """Every slot, so that the student sees which are right, then what to say about the item."""
    entries = [FeedbackEntry("", "", texts.feedback)] if texts.feedback else []
    if isinstance(answer, DontKnow):
        return entries
    return [
        FeedbackEntry(
            _option(slot, choice),
            frozen.label(texts, slot, choice),
            frozen.words(texts, slot, choice).feedback,
            choice == frozen.solution[slot],
        )
        for slot, choice in answer.filled.items()
    ] + entries


def misconceptions(frozen: FrozenSlots, texts: ItemTexts, answer: Answer) -> list[str]:
    """What the wrong choices suggest the student believes, each once; staff only."""
    found = [option_misconception(frozen, texts, option) for option in picked(frozen, answer)]
    return list(dict.fromkeys(misconception for misconception in found if misconception))


def _option(slot: str, choice: str) -> str:
    return slot + INTO + choice


def _pair(option: str) -> tuple[str, str]:
    slot, _into, choice = option.partition(INTO)
    return slot, choice
