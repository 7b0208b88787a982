"""By which key answers are marked: the version's own, or the corrected one of a later version.

What students saw stays as it was; only what counts as right comes from the later version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.datastructures import MultiValueDict

from assessments import interactions
from assessments.grading import AttemptScore, ItemScore, Structure, answer_from_json, grade_item, is_for_person, sum_up
from assessments.interactions.base import Answer, AnswerError, FrozenError, FrozenItem, ItemTexts
from assessments.models import QuizAssignment, QuizVersion
from assessments.queries.frozen import frozen_structure, texts_by_language

# A stored answer, the language in which it was given (typed words are matched again in that language), and what a
# person gave for it where nothing else could.
type Given = tuple[object, str, Decimal | None]
NOTHING: Given = (None, "", None)
# The columns of an answer that make the three.
GIVEN = ("answer", "language", "mark")


@dataclass(frozen=True)
class Marking:
    """How the answers of one assignment are marked; ``corrected`` holds the questions that a later version changed."""

    own: Structure
    corrected: Mapping[str, FrozenItem] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, ItemTexts]] = field(default_factory=dict)
    source_language: str = ""

    def item(self, item_id: str) -> FrozenItem:
        """Return the question as it is marked."""
        return self.corrected.get(item_id) or self.own.by_id[item_id]

    def read(self, item_id: str, stored: object, language: str) -> tuple[FrozenItem, object]:
        """Return the question and the answer as they are marked; raises AnswerError.

        An answer that the corrected question could not take is marked as before.
        """
        own, key = self.own.by_id[item_id], self.corrected.get(item_id)
        if key is None or stored is None:
            return key or own, stored
        kind = interactions.logic(key.kind)
        fields = kind.fields(own, answer_from_json(own, stored))
        try:
            answer = kind.read_answer(key, self._words(item_id, language), MultiValueDict(fields))
        except (AnswerError, FrozenError):
            return own, stored
        return key, answer.to_json()

    def mark(self, item_id: str, stored: object, language: str, mark: Decimal | None = None) -> ItemScore:
        """Mark one stored answer; None scores 0. Raises AnswerError."""
        return grade_item(*self.read(item_id, stored, language), mark)

    def score(self, item: FrozenItem, answer: Answer, language: str) -> Decimal:
        """Return the points of an answer that was just read."""
        if item.id not in self.corrected:
            return interactions.logic(item.kind).grade(item, answer)
        return self.mark(item.id, answer.to_json(), language).score

    def mark_all(self, item_ids: Sequence[str], given: Mapping[str, Given]) -> AttemptScore:
        """Mark a whole try: these questions, in this order; a missing answer scores 0."""
        return sum_up([self.mark(item_id, *given.get(item_id, NOTHING)) for item_id in item_ids])

    def texts(self, item_id: str, own: ItemTexts, language: str) -> ItemTexts:
        """Return the words that students saw, and those of answers that only the corrected question knows."""
        if item_id not in self.corrected:
            return own
        return replace(own, choices={**self._words(item_id, language).choices, **own.choices})

    def _words(self, item_id: str, language: str) -> ItemTexts:
        by_item = self.words.get(language) or self.words[self.source_language]
        return by_item[item_id]


def marking(assignment: QuizAssignment) -> Marking:
    """Return how an assignment's answers are marked. No query, but two where a corrected key is used."""
    own = frozen_structure(assignment.version)
    if assignment.key_version_id is None:
        return Marking(own)
    return marking_by(own, QuizVersion.objects.defer("structure").get(pk=assignment.key_version_id))


def marking_by(own: Structure, version: QuizVersion) -> Marking:
    """Return how a version's answers are marked by a later version's key. One query.

    What a person marked keeps its rubric: a changed criterion cannot say what it would have been given.
    """
    key = frozen_structure(version)
    corrected = {
        item.id: key.by_id[item.id]
        for item in own.items
        if item.id in key.by_id
        and key.by_id[item.id].kind == item.kind
        and not is_for_person(item)
        and key.by_id[item.id].to_json() != item.to_json()
    }
    words = {language: texts.by_item for language, texts in texts_by_language(version).items()} if corrected else {}
    return Marking(own, corrected, words, version.source_language)
