"""A class at the end of a term: many quizzes, each sent by everybody, for the gradebook."""

from decimal import Decimal

from django.utils import timezone

from assessments.enums import AnswerSource
from assessments.models import Attempt, QuizAssignment, QuizVersion, QuizVersionText, Response
from benchmarks import scene

QUESTIONS = 10


def build(*, learners: int, quizzes: int, name: str) -> scene.Scene:
    """Make a class in which everybody has sent so many quizzes of ten questions; every tenth try came on paper."""
    made = scene.build(learners=learners, questions=QUESTIONS, name=name)
    first = made.assignment.version
    texts = first.texts.get(language="en")
    versions = QuizVersion.objects.bulk_create(
        QuizVersion(
            quiz=first.quiz, number=number, structure=first.structure, content_hash=f"{number}",
            pass_percent=first.pass_percent, source_language="en",
        )
        for number in range(2, quizzes + 1)
    )  # fmt: skip
    QuizVersionText.objects.bulk_create(
        QuizVersionText(version=version, language="en", title=texts.title, texts=texts.texts) for version in versions
    )
    given = QuizAssignment.objects.bulk_create(
        QuizAssignment(version=version, cohort=made.cohort) for version in versions
    )
    _answer(made, [made.assignment, *given])
    return made


def _answer(made: scene.Scene, given: list[QuizAssignment]) -> None:
    """Write the tries and their answers as they would stand after a term; of each third try half was wrong."""
    items = [item["id"] for item in made.assignment.version.structure["items"]]
    tries = Attempt.objects.bulk_create(
        Attempt(
            assignment=assignment, learner=learner, layout={"items": items, "choices": {}}, sent_at=timezone.now(),
            score=Decimal(QUESTIONS if (place + person) % 3 else QUESTIONS // 2), max_score=Decimal(QUESTIONS),
        )
        for place, assignment in enumerate(given)
        for person, learner in enumerate(made.learners)
    )  # fmt: skip
    Response.objects.bulk_create(
        Response(
            attempt=attempt, item_id=item, sequence=1, answer={"chosen": []}, score=Decimal(1), language="en",
            source=AnswerSource.DEVICE if number % 10 else AnswerSource.PAPER,
        )
        for number, attempt in enumerate(tries)
        for item in items
    )  # fmt: skip
