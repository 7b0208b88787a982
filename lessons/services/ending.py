"""Ending a lesson in class, by its teacher or because nobody did, and how long its students stay signed in."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.services import extend_sign_in
from audit import services as audit
from institutions.models import Enrolment
from jobs import services as jobs
from lessons.enums import QuestionState
from lessons.models import RUN_LASTS, LessonRun, Seat
from lessons.queries.pulse import forget_pulse
from lessons.services.asking import close
from lessons.services.reteaching import settle_reteach
from lessons.services.run_log import log_run

END_RUNS_JOB = "lessons.end_runs"


@transaction.atomic
def end_run(*, run: LessonRun, actor: User | None) -> bool:
    """End the lesson: it goes into the log, its code dies, seats are forgotten, and sign-ins last as usual again.

    What was explained again is done. Audited; the second call changes nothing.
    """
    ended = (
        LessonRun.objects.open()
        .filter(pk=run.pk)
        .update(ended_at=timezone.now(), state_version=F("state_version") + 1, control_hash="")
    )
    if ended:
        for question in run.questions.filter(state=QuestionState.OPEN):
            close(question)
        log_run(run=run, actor=actor)
        Seat.objects.filter(run=run).delete()
        settle_reteach(LessonRun.objects.select_related("lesson_assignment__lesson").get(pk=run.pk))
        forget_pulse(run.public_id)
        audit.record(actor=actor, action="run.end", scope_type="lesson_run", scope_id=run.public_id)
        hold_sign_ins(run, until=None)
    return bool(ended)


def end_forgotten_runs(*, now: datetime | None = None) -> int:
    """End every lesson that nobody ended for hours, and return how many; repeating it changes nothing."""
    late = (now or timezone.now()) - RUN_LASTS
    forgotten = LessonRun.objects.open().filter(started_at__lt=late)
    return sum(end_run(run=run, actor=None) for run in forgotten)


def handle_end_runs_job(_run: jobs.Run) -> dict[str, object]:
    """End them as the job that comes every quarter of an hour."""
    return {"ended": end_forgotten_runs()}


def hold_sign_ins(run: LessonRun, until: datetime | None) -> None:
    """Hold the idle clocks of the class, or let them run again for those whom no other lesson holds."""
    learners = Enrolment.objects.active().filter(cohort=run.cohort_id)
    if until is None:
        held = LessonRun.objects.open().exclude(pk=run.pk).values("cohort")
        learners = learners.exclude(learner__in=Enrolment.objects.active().filter(cohort__in=held).values("learner"))
    extend_sign_in(list(learners.values_list("learner_id", flat=True)), until)
