"""Upload, pure: the frozen task and reading which files were handed in; a person marks them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from django.utils.translation import ngettext

from assessments.interactions import dont_know, observed, reading, rubric
from assessments.interactions.base import AnswerCode, AnswerError, Fields, Form, ItemTexts, Json, Scoring
from assessments.interactions.by_person import (
    FrozenWork,
    cell,
    feedback,
    grade,
    is_option,
    key_labels,
    misconceptions,
    option_mark,
    option_misconception,
    option_text,
    options,
    partial_share,
    picked,
    right_answer,
    right_options,
    shuffle_order,
    wrong_answers,
)
from assessments.interactions.dont_know import DONT_KNOW, DontKnow
from assessments.interactions.observed import Observed

__all__ = [
    "cell",
    "feedback",
    "grade",
    "is_option",
    "key_labels",
    "misconceptions",
    "option_mark",
    "option_misconception",
    "option_text",
    "options",
    "partial_share",
    "picked",
    "right_answer",
    "right_options",
    "shuffle_order",
    "wrong_answers",
]

FIELD = "file"  # files that lie here already, by their identifier
NEW_FIELD = "upload"  # the files themselves, which no stored answer holds
FILE_ID = re.compile(r"[A-Za-z0-9]{10}")
MOST_FILES = 3
SCORING = Scoring.PERSON
ITEM_FIELDS = reading.HEAD_FIELDS | {"criteria", "files"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenUpload(FrozenWork):
    """`files` is how many may be handed in."""

    kind: ClassVar[str] = "upload"
    files: int = 1

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not such a task."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            criteria=rubric.criteria_from_json(fields),
            files=reading.whole(fields, "files", 1, MOST_FILES, default=1),
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "criteria": [one.to_json() for one in self.criteria],
            "files": self.files,
        }


@dataclass(frozen=True, slots=True)
class UploadAnswer:
    """Identifiers of the files, in the order in which they were handed in."""

    files: tuple[str, ...]

    def to_json(self) -> Json:
        return {"files": list(self.files)}


type Answer = UploadAnswer | DontKnow | Observed


def frozen_from_json(data: object) -> FrozenUpload:
    return FrozenUpload.from_json(data)


def texts_from_json(frozen: FrozenUpload, data: object) -> ItemTexts:
    """Raises FrozenError unless every criterion and every level of it has its words."""
    return reading.item_texts(data, rubric.text_names(frozen.criteria))


def answer_from_json(frozen: FrozenUpload, data: object) -> Answer:
    """Reads `{"files": [id]}`, `{"dont_know": true}` or `{"observed": true}`; raises AnswerError."""
    value = observed.work_value(data, "files")
    if isinstance(value, DontKnow | Observed):
        return value
    return _answer(frozen, reading.answer_list(value))


def read_answer(frozen: FrozenUpload, texts: ItemTexts, post: Form) -> Answer:
    """Reads the field `file`, which names files that lie here already, and the box `dont_know`; raises AnswerError."""
    named = list(dict.fromkeys(filter(None, post.getlist(FIELD))))
    if dont_know.is_ticked(post, dont_know.CODE):
        if named:
            raise AnswerError(AnswerCode.DONT_KNOW_AND_MORE, [FIELD])
        return DONT_KNOW
    if not named:
        raise AnswerError(AnswerCode.NO_FILE, [FIELD])
    return _answer(frozen, named)


def _answer(frozen: FrozenUpload, named: Sequence[str]) -> UploadAnswer:
    if not named or len(set(named)) < len(named) or not all(FILE_ID.fullmatch(name) for name in named):
        raise AnswerError(AnswerCode.MALFORMED, [FIELD])
    if len(named) > frozen.files:
        raise AnswerError(AnswerCode.TOO_MANY_FILES, [FIELD])
    return UploadAnswer(tuple(named))


def fields(frozen: FrozenUpload, answer: Answer) -> dict[str, list[str]]:
    match answer:
        case UploadAnswer():
            return {FIELD: list(answer.files)}
        case DontKnow():
            return {dont_know.CODE: ["1"]}
    return {}


def view(frozen: FrozenUpload, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The files that lie here already, and how many may be handed in."""
    return {
        "files": [name for name in dict.fromkeys(fields.get(FIELD, ())) if FILE_ID.fullmatch(name)],
        "most": frozen.files,
        "criteria": rubric.shown_criteria(texts, frozen.criteria),
        "dont_know": any(fields.get(dont_know.CODE, ())),
    }


def chosen_labels(frozen: FrozenUpload, texts: ItemTexts, answer: Answer) -> list[str]:
    """How many files were handed in, or what stands in their place."""
    if isinstance(answer, DontKnow):
        return [dont_know.label()]
    if isinstance(answer, Observed):
        return [observed.label()]
    count = len(answer.files)
    return [ngettext("%(count)d file", "%(count)d files", count) % {"count": count}]
