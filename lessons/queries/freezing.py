"""What can be asked in a running lesson, frozen: the lesson's quiz, and the questions that its guide places."""

from collections.abc import Iterator

from assessments.enums import AnswerLevel
from assessments.grading import is_recorded
from assessments.models import QuizAssignment
from assessments.queries import frozen_structure
from assessments.queries.frozen import texts_by_language
from lessons.enums import LIVE_KINDS
from lessons.models import LessonPage, LiveQuestion
from lessons.queries.placed import placed_questions


def frozen_questions(page: LessonPage, quiz: QuizAssignment | None) -> list[LiveQuestion]:
    """Return the questions of a lesson as they are now, not yet stored: the guide's first, then the quiz's."""
    recorded = {question.item_id: question for question in _of_quiz(quiz)} if quiz else {}
    found: dict[str, LiveQuestion] = {}
    for question in placed_questions(page):
        chosen = recorded.get(question.item_id, question)
        chosen.phase = question.phase
        found.setdefault(chosen.item_id, chosen)
    questions = list((found | {key: row for key, row in recorded.items() if key not in found}).values())
    for number, question in enumerate(questions, 1):
        question.number = number
    return questions


def _of_quiz(quiz: QuizAssignment) -> Iterator[LiveQuestion]:
    texts = texts_by_language(quiz.version)
    for item in frozen_structure(quiz.version).items:
        if item.kind in LIVE_KINDS:
            yield LiveQuestion(
                item_id=item.id,
                answer_level=AnswerLevel.KNOWLEDGE,
                is_recorded=is_recorded(item),
                structure=item.to_json(),
                texts={
                    language: words.by_item[item.id].without_advice().to_json() for language, words in texts.items()
                },
                source_language=quiz.version.source_language,
            )
