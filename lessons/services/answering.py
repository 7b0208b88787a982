"""An answer given in class: counted for everybody; of a signed-in student and a quiz's question, kept as well."""

from django.db import transaction

from accounts.models import User
from assessments import interactions
from assessments.enums import AnswerSource
from assessments.grading import answer_from_json
from assessments.interactions import dont_know
from assessments.interactions.base import Answer
from assessments.models import Attempt
from assessments.queries import frozen_texts
from assessments.queries.timing import limit_of
from assessments.services import NoTryLeft, save_answer, start_attempt
from lessons.models import LessonRun, Seat
from lessons.queries.asked import Asked
from lessons.services.voting import Counted, vote

DEVICES = 1000  # a page's own sequences end in three zeros


@transaction.atomic
def answer_live(*, run: LessonRun, asked: Asked, seat: Seat, answer: Answer | None, previous: str = "") -> Counted:
    """Take an answer, or a skip (None), while the question is open; the same one sent twice counts once.

    A student whose tries are all sent, or whose try does not ask this question, is counted only.
    """
    chosen: tuple[str, ...] = ()
    if answer is not None:
        chosen = interactions.logic(asked.item.kind).picked(asked.item, answer) or (dont_know.CODE,)
    counted = vote(question=asked.row, seat=seat, chosen=chosen, previous=previous)
    if counted.previous and answer is not None and asked.row.is_recorded and seat.learner is not None:
        _keep(run, asked, seat.learner, answer)
    return counted


def _keep(run: LessonRun, asked: Asked, learner: User, answer: Answer) -> None:
    """Store the answer where every answer of the student goes: in the attempt they are at, or their first one."""
    quiz = run.lesson_assignment.quiz_assignment
    if quiz is None or limit_of(quiz) is not None:
        # A question asked aloud starts nobody's clock.
        return
    attempts = Attempt.objects.filter(assignment=quiz, learner=learner)
    if attempts.exists() and not attempts.filter(sent_at=None).exists():
        return
    try:
        attempt = start_attempt(assignment=quiz, learner=learner)
    except NoTryLeft:
        return
    if asked.item.id not in attempt.layout["items"]:
        return
    kept = attempt.responses.filter(item_id=asked.item.id).values_list("sequence", flat=True).first() or 0
    texts = frozen_texts(quiz.version, asked.language)
    save_answer(
        attempt=attempt,
        item=asked.item,
        answer=answer_from_json(asked.item, answer.to_json()),
        sequence=(kept // DEVICES + 1) * DEVICES,
        language=texts.language,
        text_revision=texts.revision,
        source=AnswerSource.LIVE,
    )
