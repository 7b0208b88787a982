"""Text entry, pure: the frozen item, reading what was typed, marking and what staff see of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import ClassVar, Self

from django.utils.translation import gettext as _

from assessments.interactions import dont_know, passages, reading
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
from assessments.interactions.text_entry.normalising import LONGEST, LONGEST_POSTED, clean, normalised

FIELD_PREFIX = "gap-"
OTHER = ":"  # before a gap's number: an answer that nobody foresaw; no identifier can hold it
OTHER_MARK = "\N{NOT EQUAL TO}"
UNFORESEEN = "?"
LONGEST_CELL = 12
SCORING = Scoring.KEY
ITEM_FIELDS = reading.HEAD_FIELDS | {"gaps", "choices", "partial", "case", "fold"}
MOST_CHOICES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An answer that the author foresaw, right or wrong; its words are in the texts of each language."""

    id: str
    gap: int
    is_right: bool

    def to_json(self) -> Json:
        return {"id": self.id, "gap": self.gap, **({} if self.is_right else {"correct": False})}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenTextEntry(FrozenItem):
    """`gaps` counts the boxes. `case`: capitals matter; `fold`: ґ and г, ё and е are alike."""

    kind: ClassVar[str] = "text_entry"
    xapi_type: ClassVar[str] = "fill-in"
    gaps: int
    choices: tuple[Known, ...]
    partial: bool = False
    case: bool = False
    fold: bool = True

    def check_content(self) -> None:
        reading.check_choices([known.id for known in self.choices], fewest=1, most=MOST_CHOICES)
        if not {known.gap for known in self.choices if known.is_right} == set(self.numbers):
            raise FrozenError("choices", "a gap without a right answer, or an answer without a gap")
        if not all(known.gap <= self.gaps for known in self.choices):
            raise FrozenError("choices", "an answer without a gap")

    @property
    def numbers(self) -> range:
        """The numbers of the gaps."""
        return range(1, self.gaps + 1)

    @property
    def by_id(self) -> Mapping[str, Known]:
        return {known.id: known for known in self.choices}

    def of_gap(self, gap: int) -> list[Known]:
        """The foreseen answers of a gap, right ones first."""
        return sorted((known for known in self.choices if known.gap == gap), key=lambda known: not known.is_right)

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not a text entry."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            gaps=reading.whole(fields, "gaps", 1, passages.MOST_GAPS),
            choices=tuple(
                Known(
                    id=reading.text(entry, "id"),
                    gap=reading.whole(entry, "gap", 1, passages.MOST_GAPS),
                    is_right=reading.flag(entry, "correct", default=True),
                )
                for entry in reading.entries(fields, "choices", {"id", "gap", "correct"})
            ),
            partial=reading.flag(fields, "partial", default=False),
            case=reading.flag(fields, "case", default=False),
            fold=reading.flag(fields, "fold", default=True),
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "gaps": self.gaps,
            "choices": [known.to_json() for known in self.choices],
            **({"partial": True} if self.partial else {}),
            **({"case": True} if self.case else {}),
            **({} if self.fold else {"fold": False}),
        }


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in one gap, and the foreseen answer that it was when it was given."""

    text: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class TextEntryAnswer:
    """What was typed, gap by gap."""

    gaps: tuple[Typed, ...]

    def to_json(self) -> Json:
        return {
            "gaps": {str(gap): {"text": typed.text, "entry": typed.entry} for gap, typed in enumerate(self.gaps, 1)}
        }


type Answer = TextEntryAnswer | DontKnow


def frozen_from_json(data: object) -> FrozenTextEntry:
    return FrozenTextEntry.from_json(data)


def texts_from_json(frozen: FrozenTextEntry, data: object) -> ItemTexts:
    """Raises FrozenError unless every foreseen answer has words and the passage has exactly the gaps."""
    texts = reading.item_texts(data, [known.id for known in frozen.choices])
    found = passages.gaps(texts.passage)
    if sorted(found) != list(frozen.numbers) and (found or frozen.gaps > 1):
        raise FrozenError("passage", f"does not hold each of the gaps 1 to {frozen.gaps} once")
    return texts


def gap_field(gap: int) -> str:
    """The name of the form field of a gap."""
    return f"{FIELD_PREFIX}{gap}"


def answer_from_json(frozen: FrozenTextEntry, data: object) -> Answer:
    """Reads `{"gaps": {"1": {"text": "…", "entry": id or ""}, …}}` or `{"dont_know": true}`; raises AnswerError."""
    value = reading.answer_value(data, "gaps")
    if isinstance(value, DontKnow):
        return value
    if not isinstance(value, Mapping) or set(value) != {str(gap) for gap in frozen.numbers}:
        raise AnswerError(AnswerCode.MALFORMED)
    return TextEntryAnswer(tuple(_stored(frozen, gap, value[str(gap)]) for gap in frozen.numbers))


def _stored(frozen: FrozenTextEntry, gap: int, data: object) -> Typed:
    if not isinstance(data, Mapping) or set(data) != {"text", "entry"}:
        raise AnswerError(AnswerCode.MALFORMED)
    text, entry = data["text"], data["entry"]
    if not isinstance(text, str) or not isinstance(entry, str):
        raise AnswerError(AnswerCode.MALFORMED)
    if len(text) > LONGEST:
        raise AnswerError(AnswerCode.TOO_LONG)
    if not text or clean(text) != text:
        raise AnswerError(AnswerCode.MALFORMED)
    if entry and entry not in [known.id for known in frozen.of_gap(gap)]:
        raise AnswerError(AnswerCode.UNKNOWN_CHOICE)
    return Typed(text, entry)


def read_answer(frozen: FrozenTextEntry, texts: ItemTexts, post: Form) -> Answer:
    """Reads one `gap-<number>` a box and the box `dont_know`, which wins; raises AnswerError naming the fields."""
    if dont_know.is_ticked(post, dont_know.CODE):
        return DONT_KNOW
    typed = {gap: _posted(post, gap) for gap in frozen.numbers}
    empty = [gap_field(gap) for gap, text in typed.items() if not text]
    if empty:
        raise AnswerError(AnswerCode.INCOMPLETE, empty)
    return TextEntryAnswer(tuple(Typed(text, _match(frozen, texts, gap, text)) for gap, text in typed.items()))


def _posted(post: Form, gap: int) -> str:
    values = set(post.getlist(gap_field(gap)))
    if any(len(value) > LONGEST_POSTED for value in values):
        raise AnswerError(AnswerCode.TOO_LONG, [gap_field(gap)])
    words = {clean(value) for value in values} - {""}
    if len(words) > 1:
        raise AnswerError(AnswerCode.TOO_MANY, [gap_field(gap)])
    text = words.pop() if words else ""
    if len(text) > LONGEST:
        raise AnswerError(AnswerCode.TOO_LONG, [gap_field(gap)])
    return text


def _match(frozen: FrozenTextEntry, texts: ItemTexts, gap: int, text: str) -> str:
    """The foreseen answer that was typed, in the language it was typed in; a right one wins."""

    def compared(words: str) -> str:
        return normalised(words, case_matters=frozen.case, fold_letters=frozen.fold)

    wanted = compared(text)
    return next((known.id for known in frozen.of_gap(gap) if compared(texts.choices[known.id].text) == wanted), "")


def fields(frozen: FrozenTextEntry, answer: Answer) -> dict[str, list[str]]:
    if isinstance(answer, DontKnow):
        return {dont_know.CODE: ["1"]}
    return {gap_field(gap): [typed.text] for gap, typed in enumerate(answer.gaps, 1)}


def view(frozen: FrozenTextEntry, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The passage as texts and boxes; a passage without gaps is followed by one box."""
    found = passages.parts(texts.passage)
    pieces = found if frozen.gaps > 1 or passages.gaps(texts.passage) else [*found, 1]
    numbers = [piece for piece in pieces if isinstance(piece, int)]
    surroundings = passages.surroundings(texts.passage)
    return {
        "parts": [
            {
                "gap": piece,
                "field": gap_field(piece),
                "number": numbers.index(piece) + 1,
                "value": next(iter(fields.get(gap_field(piece), ())), ""),
                "around": surroundings[piece].around(passages.ELSEWHERE) if piece in surroundings else "",
            }
            if isinstance(piece, int)
            else {"text": piece}
            for piece in pieces
        ],
        "is_passage": bool(passages.gaps(texts.passage)),
        "longest": LONGEST,
        "dont_know": any(fields.get(dont_know.CODE, ())),
    }


def right_answer(frozen: FrozenTextEntry, texts: ItemTexts) -> Answer:
    return TextEntryAnswer(tuple(_words(texts, frozen.of_gap(gap)[0]) for gap in frozen.numbers))


def wrong_answers(frozen: FrozenTextEntry, texts: ItemTexts) -> list[Answer]:
    """One foreseen mistake each, the other gaps right; then something that nobody foresaw."""
    right = [_words(texts, frozen.of_gap(gap)[0]) for gap in frozen.numbers]
    mistakes = [(known.gap, _words(texts, known)) for known in frozen.choices if not known.is_right]
    mistakes.append((1, Typed(UNFORESEEN)))
    return [TextEntryAnswer((*right[: gap - 1], typed, *right[gap:])) for gap, typed in mistakes]


def _words(texts: ItemTexts, known: Known) -> Typed:
    return Typed(clean(texts.choices[known.id].text)[:LONGEST].strip(), known.id)


def _is_right(frozen: FrozenTextEntry, typed: Typed) -> bool:
    return bool(typed.entry) and frozen.by_id[typed.entry].is_right


def grade(frozen: FrozenTextEntry, answer: Answer) -> Decimal:
    """`max_score` when every gap is right, otherwise 0, or a part where the item gives parts."""
    share = partial_share(frozen, answer)
    return part(frozen, share) if frozen.partial else all_or_nothing(frozen, share)


def partial_share(frozen: FrozenTextEntry, answer: Answer) -> Decimal:
    """0 to 1: right gaps of all gaps."""
    if isinstance(answer, DontKnow):
        return Decimal(0)
    return Decimal(sum(_is_right(frozen, typed) for typed in answer.gaps)) / frozen.gaps


def shuffle_order(frozen: FrozenTextEntry, rng_seed: str | int) -> list[str]:
    """The gaps as they stand: a passage is not shuffled."""
    return [str(gap) for gap in frozen.numbers]


def cell(frozen: FrozenTextEntry, answer: Answer | None) -> Cell:
    """The beginning of what was typed; of several gaps, how many are right: "2/3"."""
    if answer is None:
        return dont_know.EMPTY_CELL
    if isinstance(answer, DontKnow):
        return dont_know.DONT_KNOW_CELL
    share = partial_share(frozen, answer)
    if frozen.gaps > 1:
        return Cell(state_of(share), f"{sum(_is_right(frozen, typed) for typed in answer.gaps)}/{frozen.gaps}")
    text = answer.gaps[0].text
    return Cell(state_of(share), text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…")


def _option(frozen: FrozenTextEntry, gap: int, typed: Typed) -> str:
    # All right answers of a gap count as one: the first stands for them.
    if _is_right(frozen, typed):
        return frozen.of_gap(gap)[0].id
    return typed.entry or f"{OTHER}{gap}"


def options(frozen: FrozenTextEntry) -> tuple[str, ...]:
    """The right answer of each gap (one for all its spellings) and the foreseen mistakes."""
    right = right_options(frozen)
    return tuple(known.id for known in frozen.choices if known.id in right or not known.is_right)


def is_option(frozen: FrozenTextEntry, option: str) -> bool:
    return option in options(frozen) or option in [f"{OTHER}{gap}" for gap in frozen.numbers]


def right_options(frozen: FrozenTextEntry) -> frozenset[str]:
    return frozenset(frozen.of_gap(gap)[0].id for gap in frozen.numbers)


def picked(frozen: FrozenTextEntry, answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, DontKnow):
        return ()
    return tuple(_option(frozen, gap, typed) for gap, typed in enumerate(answer.gaps, 1))


def option_mark(frozen: FrozenTextEntry, option: str) -> str:
    """A letter for what the author foresaw, a sign for the rest; with its gap where there are several."""
    known = frozen.by_id.get(option)
    gap = str(known.gap if known else option.removeprefix(OTHER))
    place = frozen.choices.index(known) if known else -1
    mark = OTHER_MARK if known is None else ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)
    return f"{gap}{mark}" if frozen.gaps > 1 else mark


def option_text(frozen: FrozenTextEntry, texts: ItemTexts, option: str) -> str:
    """The words, all right spellings together."""
    known = frozen.by_id.get(option)
    if known is None:
        return _("another answer")
    if not known.is_right:
        return texts.choices[option].text
    return " / ".join(texts.choices[other.id].text for other in frozen.of_gap(known.gap) if other.is_right)


def option_misconception(frozen: FrozenTextEntry, texts: ItemTexts, option: str) -> str:
    if option in right_options(frozen):
        return ""
    return texts.choices[option].misconception if option in texts.choices else texts.misconception


def chosen_labels(frozen: FrozenTextEntry, texts: ItemTexts, answer: Answer) -> list[str]:
    """What was typed, as the student's check page lists it; several gaps numbered in the order of the language."""
    if isinstance(answer, DontKnow):
        return [dont_know.label()]
    if frozen.gaps == 1:
        return [answer.gaps[0].text]
    return [f"{place}. {answer.gaps[gap - 1].text}" for place, gap in enumerate(passages.gaps(texts.passage), 1)]


def key_labels(frozen: FrozenTextEntry, texts: ItemTexts) -> list[str]:
    """The first right answer of each gap; the caller decides whether the reader may see it."""
    return chosen_labels(frozen, texts, right_answer(frozen, texts))


def feedback(frozen: FrozenTextEntry, texts: ItemTexts, answer: Answer) -> list[FeedbackEntry]:
    """What to say about each gap, then about the item."""
    entries = [FeedbackEntry("", "", texts.feedback)] if texts.feedback else []
    if isinstance(answer, DontKnow):
        return entries
    read = [(gap, answer.gaps[gap - 1]) for gap in passages.gaps(texts.passage) or frozen.numbers]
    return [
        FeedbackEntry(
            _option(frozen, gap, typed),
            label,
            texts.choices[typed.entry].feedback if typed.entry else "",
            _is_right(frozen, typed),
        )
        for label, (gap, typed) in zip(chosen_labels(frozen, texts, answer), read, strict=True)
    ] + entries


def misconceptions(frozen: FrozenTextEntry, texts: ItemTexts, answer: Answer) -> list[str]:
    """What the wrong gaps suggest the student believes, each once; staff only."""
    found = [option_misconception(frozen, texts, option) for option in picked(frozen, answer)]
    return list(dict.fromkeys(misconception for misconception in found if misconception))
