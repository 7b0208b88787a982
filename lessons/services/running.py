"""Starting a lesson in class, and the safety note that comes before it."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit import services as audit
from cms.enums import ContentLevel
from common.ids import random_digits
from lessons.enums import Mode
from lessons.models import RUN_LASTS, LessonAssignment, LessonPage, LessonRun, LiveQuestion, SafetyNoteRead
from lessons.queries.freezing import frozen_questions
from lessons.queries.pages import lesson_text
from lessons.queries.reteach import OPENING
from lessons.queries.runs import needs_safety_note
from lessons.services.ending import hold_sign_ins
from lessons.services.leading import hash_of
from lessons.services.reteaching import reteach_minutes

CODE_DIGITS = 6


class RunRefused(Exception):
    """The lesson cannot begin: its safety note is unread, or another lesson runs in the class (``running``)."""

    def __init__(self, running: LessonRun | None = None) -> None:
        super().__init__()
        self.running = running


def start_run(*, given: LessonAssignment, actor: User, modes: Sequence[str] = (), device: str = "") -> LessonRun:
    """Begin a lesson in its class, led from this device; the class's sign-ins hold while it runs. Audited.

    Its questions are frozen; what the class is to hear again becomes a phase of its own. Starting it again returns the
    run that goes on. Raises ``RunRefused``.
    """
    if needs_safety_note(given.lesson, actor):
        raise RunRefused
    page = lesson_text(given.lesson, None).page
    minutes = [block.value["minutes"] for block in page.guide if block.block_type == "phase"] or [page.minutes]
    chosen = [mode if mode in Mode.values else Mode.PHONES for mode in modes][: len(minutes)]
    chosen += [Mode.PHONES.value] * (len(minutes) - len(chosen))
    again = reteach_minutes(given)
    if again:  # after the opening, when everybody has arrived
        minutes[OPENING:OPENING], chosen[OPENING:OPENING] = [again], [Mode.HANDS]
    now = timezone.now()
    run = LessonRun(
        lesson_assignment=given,
        cohort_id=given.cohort_id,
        started_by_id=actor.pk,
        started_at=now,
        phase_minutes=minutes,
        phase_ends_at=now + timedelta(minutes=minutes[0]),
        modes=chosen,
        reteach_phase=OPENING if again else None,
        slides=len(page.body),
        controlled_by_id=actor.pk,
        control_hash=hash_of(device),
    )
    with transaction.atomic():
        running = _save(run)
        if running is None:
            questions = frozen_questions(page, given.quiz_assignment)
            for question in questions:
                question.run = run
            LiveQuestion.objects.bulk_create(questions)
            audit.record(actor=actor, action="run.start", scope_type="lesson_run", scope_id=run.public_id)
            hold_sign_ins(run, until=now + RUN_LASTS)
            return run
    if running.lesson_assignment_id != given.pk:
        raise RunRefused(running)
    return running


def _save(run: LessonRun) -> LessonRun | None:
    """Store the run under a code that no other lesson has now; return the one that runs in the class already."""
    while True:
        run.code = random_digits(CODE_DIGITS)
        try:
            with transaction.atomic():
                run.save()
        except IntegrityError:
            running = LessonRun.objects.open().filter(cohort=run.cohort_id).first()
            if running is not None:
                return running
        else:
            return None


def read_safety_note(*, lesson: LessonPage, actor: User) -> None:
    """Remember that somebody opened a lesson's safety note; the second time changes nothing."""
    if lesson.content_level >= ContentLevel.STORY:
        SafetyNoteRead.objects.get_or_create(user=actor, lesson=lesson)
