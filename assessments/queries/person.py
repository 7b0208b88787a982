"""What one person answered, in words, without giving away what was right before they may know it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.files.storage import default_storage

from assessments import interactions
from assessments.grading import answer_from_json
from assessments.interactions.base import AnswerError, FrozenItem, ItemTexts
from assessments.models import AnswerFile, Attempt, QuizVersion
from assessments.queries.frozen import FrozenTexts, frozen_structure, frozen_texts, quiz_titles
from assessments.queries.learner import may_see_feedback


@dataclass(frozen=True, slots=True)
class SpokenAnswer:
    """One stored answer: the question, what was chosen, and the points where they may be told."""

    question: str
    answer: str
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class SpokenAttempt:
    """One try: the quiz it belongs to, its points where they may be told, and its answers by the row's number."""

    quiz: str
    is_told: bool
    answers: dict[int, SpokenAnswer]


def spoken_attempts(learner_id: int, language: str | None) -> dict[int, SpokenAttempt]:
    """Return a person's tries by their number; a fixed number of queries, and one for each version answered."""
    attempts = list(
        Attempt.objects.filter(learner_id=learner_id)
        .select_related("assignment__version__quiz")
        .prefetch_related("responses")
        .order_by("pk")
    )
    versions = {attempt.assignment.version_id: attempt.assignment.version for attempt in attempts}
    titles = quiz_titles([version.quiz for version in versions.values()], language)
    texts = {pk: frozen_texts(version, language) for pk, version in versions.items()}
    return {
        attempt.pk: SpokenAttempt(
            quiz=titles[attempt.assignment.version.quiz_id],
            is_told=may_see_feedback(attempt),
            answers=_spoken(attempt, attempt.assignment.version, texts[attempt.assignment.version_id]),
        )
        for attempt in attempts
    }


def handed_in(learner_id: int) -> Iterator[tuple[str, bytes]]:
    """Yield the files a person handed in, one at a time; one that the store has lost is left out. One query."""
    for file in AnswerFile.objects.filter(attempt__learner_id=learner_id).order_by("pk"):
        try:
            with default_storage.open(file.stored_as) as stored:
                yield f"{file.public_id}.{file.kind}", stored.read()
        except FileNotFoundError:
            continue


def _spoken(attempt: Attempt, version: QuizVersion, texts: FrozenTexts) -> dict[int, SpokenAnswer]:
    structure, is_told = frozen_structure(version), may_see_feedback(attempt)
    said = {}
    for response in attempt.responses.all():
        item, words = structure.by_id.get(response.item_id), texts.by_item.get(response.item_id)
        if item is None or words is None:
            continue
        chosen = "; ".join(_labels(item, words, response.answer))
        said[response.pk] = SpokenAnswer(words.prompt, chosen, response.score if is_told else None)
    return said


def _labels(item: FrozenItem, words: ItemTexts, stored: object) -> Sequence[str]:
    """Return what was chosen; nothing for an answer that can no longer be read."""
    try:
        return interactions.logic(item.kind).chosen_labels(item, words, answer_from_json(item, stored))
    except AnswerError:
        return ()
