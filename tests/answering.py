"""A learner who answers, for tests that are about what comes after it."""

from collections.abc import Mapping

from accounts.models import User
from assessments.grading import answer_from_json
from assessments.interactions import logic
from assessments.interactions.base import FrozenItem, ItemTexts
from assessments.models import Attempt, QuizAssignment
from assessments.queries import frozen_structure
from assessments.services import save_answer, send_attempt, start_attempt

NO_WORDS = ItemTexts(prompt="")


def right_answer(item: FrozenItem) -> dict[str, object]:
    """Return the key of a question in the shape of a stored answer."""
    return logic(item.kind).right_answer(item, NO_WORDS).to_json()


def wrong_answer(item: FrozenItem) -> dict[str, object]:
    """Return one wrong answer, always the same."""
    return logic(item.kind).wrong_answers(item, NO_WORDS)[0].to_json()


def items_of(assignment: QuizAssignment) -> list[FrozenItem]:
    """Return the questions whose answers are kept, in order."""
    return list(frozen_structure(assignment.version).recorded)


def answer_quiz(
    assignment: QuizAssignment,
    learner: User,
    *,
    right: bool = True,
    answers: Mapping[str, object] | None = None,
    send: bool = True,
    language: str = "en",
) -> Attempt:
    """Answer every question right or wrong, or those in ``answers`` (item → stored answer), and send."""
    attempt = start_attempt(assignment=assignment, learner=learner)
    for sequence, item in enumerate(items_of(assignment), 1):
        given = answers.get(item.id) if answers is not None else (right_answer if right else wrong_answer)(item)
        if given is not None:
            save_answer(
                attempt=attempt, item=item, answer=answer_from_json(item, given), sequence=sequence,
                language=language, text_revision=1,
            )  # fmt: skip
    return send_attempt(attempt=attempt) if send else attempt
