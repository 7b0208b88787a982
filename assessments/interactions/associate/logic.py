"""Associate, pure: the frozen item, reading numbers as pairs, marking and what staff see of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import ClassVar, Self

from assessments.interactions import dont_know, reading
from assessments.interactions.base import (
    AnswerCode,
    AnswerError,
    Cell,
    FeedbackEntry,
    Fields,
    Form,
    FrozenError,
    FrozenItem,
    ItemTexts,
    Json,
    Scoring,
)
from assessments.interactions.dont_know import DONT_KNOW, DontKnow
from assessments.interactions.marking import all_or_nothing, part, state_of
from assessments.interactions.shuffling import shuffled

FIELD_PREFIX = "pair-"
WITH = "+"  # joins a pair into one option for statistics; no identifier can hold it
SCORING = Scoring.KEY
FEWEST = 3  # two lines make one pair, which is no question
ITEM_FIELDS = reading.HEAD_FIELDS | {"choices", "key", "partial"}

type Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenAssociate(FrozenItem):
    """`choices` in the author's order (it gives the letters A, B, C); `key` holds the pairs, each in that order."""

    kind: ClassVar[str] = "associate"
    xapi_type: ClassVar[str] = "matching"
    choices: tuple[str, ...]
    key: tuple[Pair, ...]
    partial: bool = False

    def check_content(self) -> None:
        reading.check_choices(self.choices, fewest=FEWEST)
        members = [choice for pair in self.key for choice in pair]
        if not members or not set(members) <= set(self.choices):
            raise FrozenError("key", "empty, or names a choice that is not there")
        if len(set(members)) != len(members):
            raise FrozenError("key", "a choice stands in two pairs")
        if self.key != _in_order(self.choices, self.key):
            raise FrozenError("key", "not in the order of the choices")

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not an associate item."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        pairs = fields.get("key")
        if not isinstance(pairs, list | tuple):
            raise FrozenError("key", "not a list of pairs")
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            choices=reading.texts(fields, "choices"),
            key=tuple(_frozen_pair(pair) for pair in pairs),
            partial=reading.flag(fields, "partial", default=False),
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "choices": list(self.choices),
            "key": [list(pair) for pair in self.key],
            **({"partial": True} if self.partial else {}),
        }


def _frozen_pair(data: object) -> Pair:
    pair = reading.texts({"key": data}, "key")
    if len(pair) != 2:  # noqa: PLR2004  a pair is two
        raise FrozenError("key", "not a pair")
    return pair[0], pair[1]


@dataclass(frozen=True, slots=True)
class AssociateAnswer:
    """The student's pairs, each and all in the order of the frozen choices."""

    pairs: tuple[Pair, ...]

    def to_json(self) -> Json:
        return {"pairs": [list(pair) for pair in self.pairs]}


type Answer = AssociateAnswer | DontKnow


def frozen_from_json(data: object) -> FrozenAssociate:
    return FrozenAssociate.from_json(data)


def texts_from_json(frozen: FrozenAssociate, data: object) -> ItemTexts:
    """Raises FrozenError unless every line has its text."""
    return reading.item_texts(data, frozen.choices)


def pair_field(choice: str) -> str:
    """The name of the form field that holds the number of a line's pair."""
    return FIELD_PREFIX + choice


def answer_from_json(frozen: FrozenAssociate, data: object) -> Answer:
    """Reads `{"pairs": [[id, id], …]}` or `{"dont_know": true}`; raises AnswerError."""
    value = reading.answer_value(data, "pairs")
    if isinstance(value, DontKnow):
        return value
    if not isinstance(value, list | tuple) or len(value) > reading.MAX_CHOICES:
        raise AnswerError(AnswerCode.MALFORMED)
    pairs = [reading.answer_list(pair) for pair in value]
    if not pairs:
        raise AnswerError(AnswerCode.EMPTY)
    members = [choice for pair in pairs for choice in pair]
    if not set(members) <= set(frozen.choices):
        raise AnswerError(AnswerCode.UNKNOWN_CHOICE)
    if any(len(pair) != 2 for pair in pairs) or len(set(members)) != len(members):  # noqa: PLR2004  a pair is two
        raise AnswerError(AnswerCode.UNPAIRED)
    return AssociateAnswer(_in_order(frozen.choices, pairs))


def read_answer(frozen: FrozenAssociate, texts: ItemTexts, post: Form) -> Answer:
    """Reads one `pair-<choice>` a row, which holds a pair's number, and the box `dont_know`; raises AnswerError.

    A row without a number belongs to nobody. The box wins over numbers.
    """
    if dont_know.is_ticked(post, dont_know.CODE):
        return DONT_KNOW
    members: dict[str, list[str]] = {}
    for choice in frozen.choices:
        values = {value for value in post.getlist(pair_field(choice)) if value}
        if len(values) > 1:
            raise AnswerError(AnswerCode.TOO_MANY, [pair_field(choice)])
        for number in values:
            if number not in _numbers(frozen):
                raise AnswerError(AnswerCode.UNKNOWN_POSITION, [pair_field(choice)])
            members.setdefault(number, []).append(choice)
    if not members:
        raise AnswerError(AnswerCode.EMPTY, [pair_field(choice) for choice in frozen.choices])
    odd = [choice for group in members.values() if len(group) != 2 for choice in group]  # noqa: PLR2004  a pair is two
    if odd:
        raise AnswerError(AnswerCode.UNPAIRED, [pair_field(choice) for choice in frozen.choices if choice in odd])
    return AssociateAnswer(_in_order(frozen.choices, members.values()))


def fields(frozen: FrozenAssociate, answer: Answer) -> dict[str, list[str]]:
    if isinstance(answer, DontKnow):
        return {dont_know.CODE: ["1"]}
    return {pair_field(choice): [str(number)] for number, pair in enumerate(answer.pairs, 1) for choice in pair}


def view(frozen: FrozenAssociate, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The rows in the attempt's order, each with the number of its pair so far."""
    return {
        "rows": [
            {
                "field": pair_field(choice),
                "text": texts.choices[choice].text,
                "number": next(iter(fields.get(pair_field(choice), ())), ""),
            }
            for choice in order
        ],
        "numbers": _numbers(frozen),
        "dont_know": any(fields.get(dont_know.CODE, ())),
    }


def right_answer(frozen: FrozenAssociate, texts: ItemTexts) -> Answer:
    return AssociateAnswer(frozen.key)


def wrong_answers(frozen: FrozenAssociate, texts: ItemTexts) -> list[Answer]:
    """The right pairs but for one line that has changed its partner."""
    answers: list[Answer] = []
    free = [choice for choice in frozen.choices if all(choice not in pair for pair in frozen.key)]
    for place, (first, second) in enumerate(frozen.key):
        others = list(frozen.key[:place] + frozen.key[place + 1 :])
        changed = [[(first, choice), *others] for choice in free]
        changed += [
            [(first, third), (second, fourth), *(pair for pair in others if pair != (third, fourth))]
            for third, fourth in frozen.key[place + 1 :]
        ]
        answers += [AssociateAnswer(_in_order(frozen.choices, pairs)) for pairs in changed]
    return answers


def grade(frozen: FrozenAssociate, answer: Answer) -> Decimal:
    """`max_score` for exactly the right pairs, otherwise 0, or a part where the item gives parts."""
    share = partial_share(frozen, answer)
    return part(frozen, share) if frozen.partial else all_or_nothing(frozen, share)


def partial_share(frozen: FrozenAssociate, answer: Answer) -> Decimal:
    """0 to 1: right pairs less wrong pairs, of all right ones, never below 0."""
    if isinstance(answer, DontKnow):
        return Decimal(0)
    right = len(set(frozen.key).intersection(answer.pairs))
    wrong = len(answer.pairs) - right
    return Decimal(max(0, right - wrong)) / len(frozen.key)


def shuffle_order(frozen: FrozenAssociate, rng_seed: str | int) -> list[str]:
    """The lines, mixed."""
    return shuffled(frozen.choices, seed=rng_seed, item_id=frozen.id)


def cell(frozen: FrozenAssociate, answer: Answer | None) -> Cell:
    """The pairs in letters: "AC, BD"."""
    if answer is None:
        return dont_know.EMPTY_CELL
    if isinstance(answer, DontKnow):
        return dont_know.DONT_KNOW_CELL
    marks = ", ".join(option_mark(frozen, option) for option in picked(frozen, answer))
    return Cell(state_of(partial_share(frozen, answer)), marks)


def options(frozen: FrozenAssociate) -> tuple[str, ...]:
    """Only the right pairs: wrong ones are counted when somebody makes them."""
    return tuple(WITH.join(pair) for pair in frozen.key)


def is_option(frozen: FrozenAssociate, option: str) -> bool:
    pair = option.split(WITH)
    return len(pair) == 2 and [choice for choice in frozen.choices if choice in pair] == pair  # noqa: PLR2004  two


def right_options(frozen: FrozenAssociate) -> frozenset[str]:
    return frozenset(options(frozen))


def picked(frozen: FrozenAssociate, answer: Answer) -> tuple[str, ...]:
    return () if isinstance(answer, DontKnow) else tuple(WITH.join(pair) for pair in answer.pairs)


def option_mark(frozen: FrozenAssociate, option: str) -> str:
    return "".join(ascii_uppercase[frozen.choices.index(choice)] for choice in option.split(WITH))


def option_text(frozen: FrozenAssociate, texts: ItemTexts, option: str) -> str:
    return " \N{EN DASH} ".join(texts.choices[choice].text for choice in option.split(WITH))


def option_misconception(frozen: FrozenAssociate, texts: ItemTexts, option: str) -> str:
    """Nothing: too many wrong pairs can be made for anybody to write about each."""
    return ""


def chosen_labels(frozen: FrozenAssociate, texts: ItemTexts, answer: Answer) -> list[str]:
    """The pairs in words, as the student's check page lists them."""
    if isinstance(answer, DontKnow):
        return [dont_know.label()]
    return [option_text(frozen, texts, option) for option in picked(frozen, answer)]


def key_labels(frozen: FrozenAssociate, texts: ItemTexts) -> list[str]:
    """The right pairs in words; the caller decides whether the reader may see them."""
    return [option_text(frozen, texts, option) for option in options(frozen)]


def feedback(frozen: FrozenAssociate, texts: ItemTexts, answer: Answer) -> list[FeedbackEntry]:
    """Every pair, so that the student sees which are right, then what to say about the item."""
    right = right_options(frozen)
    entries = [
        FeedbackEntry(option, option_text(frozen, texts, option), "", option in right)
        for option in picked(frozen, answer)
    ]
    return [*entries, FeedbackEntry("", "", texts.feedback)] if texts.feedback else entries


def misconceptions(frozen: FrozenAssociate, texts: ItemTexts, answer: Answer) -> list[str]:
    return []


def _numbers(frozen: FrozenAssociate) -> list[str]:
    return [str(number) for number in range(1, len(frozen.choices) // 2 + 1)]


def _in_order(choices: Sequence[str], pairs: Iterable[Sequence[str]]) -> tuple[Pair, ...]:
    places = {choice: place for place, choice in enumerate(choices)}
    turned = [sorted(pair, key=places.__getitem__) for pair in pairs]
    return tuple((pair[0], pair[1]) for pair in sorted(turned, key=lambda pair: places[pair[0]]))
