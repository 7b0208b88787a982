"""Classes that have sent their answers to twenty mixed questions, in bulk; the same rows as the services make."""

from collections.abc import Sequence
from itertools import batched, cycle
from uuid import uuid4

from django.utils import timezone

from accounts.enums import UserKind
from accounts.models import User
from assessments.interactions import logic
from assessments.interactions.base import Json
from assessments.models import Attempt, Item, Quiz, QuizAssignment, QuizVersion, Response
from assessments.queries import frozen_structure, frozen_texts
from assessments.services import publish_quiz
from benchmarks import scene
from benchmarks.figures import CLASS_SIZE
from institutions.models import Cohort

QUESTIONS = 20
ROWS_AT_ONCE = 20_000


def mixed_version(items: Sequence[Item], author: User) -> QuizVersion:
    """Publish the first questions of a bank as a quiz."""
    entries = [{"type": "question", "value": item.pk} for item in items[:QUESTIONS]]
    quiz = Quiz.objects.create(title="Mixed questions", locale=items[0].locale, questions=entries)
    return publish_quiz(quiz=quiz, actor=author)


def fill(version: QuizVersion, teacher: User, classes: int) -> list[list[Attempt]]:
    """Give the version to so many new classes, everybody with sent answers, half of them wrong; return their tries."""
    pattern = scene.cohort_of("marked", teacher)
    cohorts = Cohort.objects.bulk_create(
        Cohort(institution=pattern.institution, name=f"marked {number}", language="en", ends_on=pattern.ends_on)
        for number in range(classes)
    )
    assignments = QuizAssignment.objects.bulk_create(
        QuizAssignment(version=version, cohort=cohort) for cohort in cohorts
    )
    learners = User.objects.bulk_create(
        User(username=f"marked-{number}", display_name=f"Student {number}", kind=UserKind.LEARNER)
        for number in range(classes * CLASS_SIZE)
    )
    layout: Json = {"items": list(frozen_structure(version).by_id), "choices": {}}
    attempts = Attempt.objects.bulk_create(
        Attempt(
            assignment=assignments[place // CLASS_SIZE], learner=learner, layout=layout, sent_at=timezone.now(),
            public_id=uuid4().hex[:10],
        )
        for place, learner in enumerate(learners)
    )  # fmt: skip
    _answer(version, attempts)
    return [list(row) for row in batched(attempts, CLASS_SIZE, strict=True)]


def _answer(version: QuizVersion, attempts: Sequence[Attempt]) -> None:
    structure, texts = frozen_structure(version), frozen_texts(version, "en").by_item
    for item in structure.items:
        kind = logic(item.kind)
        right = kind.right_answer(item, texts[item.id])
        turns = cycle([right, *kind.wrong_answers(item, texts[item.id])[:1]])
        Response.objects.bulk_create(
            (
                Response(attempt=attempt, item_id=item.id, sequence=1, answer=answer.to_json(), score=0, language="en")
                for attempt, answer in zip(attempts, turns, strict=False)
            ),
            batch_size=ROWS_AT_ONCE,
        )
