"""Marking answers again by a corrected key: as a job, logged row by row, undone by appending.

Students keep the version that they saw. Each class is one transaction, so that an interrupted run goes on where it
stopped.
"""

from django.db import transaction

from accounts.models import User
from assessments.models import Attempt, QuizAssignment, QuizVersion, Regrade, Response, ScoreChange
from assessments.queries import marking
from assessments.queries.regrade_runs import is_last
from assessments.queries.regrading import classes_to_regrade, rescored
from audit import services as audit
from audit.enums import ActorKind
from jobs import services as jobs
from jobs.models import Job

REGRADE_JOB = "assessments.regrade"


def ask_regrading(*, version: QuizVersion, actor: User, reason: str) -> Job:
    """Ask for every class with an earlier version to be regraded; asking again while it waits gives the same job."""
    # Each undoing opens the way for another run.
    turn = Regrade.objects.filter(undoes__new_key=version).count()
    return jobs.enqueue(
        kind=REGRADE_JOB,
        payload={"version": version.pk, "reason": " ".join(reason.split())[:200]},
        owner_id=actor.pk,
        unique_key=f"{REGRADE_JOB}#{version.public_id}#{turn}#{len(classes_to_regrade(version))}",
    )


def ask_undoing(*, run_id: str, actor: User) -> Job:
    """Ask for one regrading to be undone; asking again gives the same job."""
    return jobs.enqueue(
        kind=REGRADE_JOB, payload={"undo": run_id}, owner_id=actor.pk, unique_key=f"{REGRADE_JOB}#undo#{run_id}"
    )


def handle_regrade_job(run: jobs.Run) -> dict[str, object]:
    """Do what was asked for, class by class."""
    payload, done_by, run_id = run.payload, run.job.owner_id, run.job.public_id
    if "undo" in payload:
        undone = list(Regrade.objects.filter(run_id=payload["undo"]).order_by("pk"))
        changed = 0
        for number, row in enumerate(undone):
            run.progress(100 * number / len(undone))
            changed += undo_class(regrade=row, run_id=run_id, done_by=done_by)
        return {"classes": len(undone), "answers": changed}
    key = QuizVersion.objects.defer("structure").filter(pk=payload["version"]).first()
    if key is None:
        raise jobs.JobError("version_gone")
    waiting, changed = classes_to_regrade(key), 0
    for number, assignment in enumerate(waiting):
        run.progress(100 * number / len(waiting))
        changed += regrade_class(
            assignment_id=assignment.pk, key=key, run_id=run_id, reason=payload["reason"], done_by=done_by
        )
    return {"classes": len(waiting), "answers": changed}


@transaction.atomic
def regrade_class(*, assignment_id: int, key: QuizVersion, run_id: str, reason: str, done_by: int | None) -> int:
    """Mark one class's answers by a later version's key, now and from now on; return how many answers changed.

    Repeating it changes nothing. Audited.
    """
    assignment = _locked(assignment_id)
    if assignment is None or assignment.key_version_id == key.pk:
        return 0
    row = Regrade(run_id=run_id, new_key=key, reason=reason, done_by_id=done_by)
    return _apply(row, assignment)


@transaction.atomic
def undo_class(*, regrade: Regrade, run_id: str, done_by: int | None) -> int:
    """Mark one class's answers by the key from before a regrading; return how many answers changed.

    Only the regrading that marks the class now is undone, and once. Audited.
    """
    assignment = _locked(regrade.assignment_id)
    regrade = Regrade.objects.select_related("assignment", "undone_by").get(pk=regrade.pk)
    if assignment is None or not is_last(regrade):
        return 0
    row = Regrade(run_id=run_id, new_key_id=regrade.old_key_id, undoes=regrade, done_by_id=done_by)
    return _apply(row, assignment)


def _locked(assignment_id: int) -> QuizAssignment | None:
    found = QuizAssignment.objects.select_for_update(of=("self",)).select_related("version")
    return found.filter(pk=assignment_id).first()


def _apply(row: Regrade, assignment: QuizAssignment) -> int:
    row.assignment, row.old_key_id = assignment, assignment.key_version_id
    row.save()
    assignment.key_version_id = row.new_key_id
    assignment.save(update_fields=["key_version"])
    attempts = list(Attempt.objects.select_for_update().filter(assignment=assignment).order_by("pk"))
    found = rescored(marking(assignment), attempts, Response.objects.filter(attempt__in=attempts).order_by("pk"))
    changes = [
        ScoreChange(
            regrade=row, attempt_id=response.attempt_id, response=response, old_score=response.score, new_score=score
        )
        for response, score in found.responses
    ]
    for response, score in found.responses:
        response.score = score
    for attempt, score, max_score in found.attempts:
        changes.append(ScoreChange(regrade=row, attempt=attempt, old_score=attempt.score or 0, new_score=score))
        attempt.score, attempt.max_score = score, max_score
    Response.objects.bulk_update([response for response, _score in found.responses], ["score"])
    Attempt.objects.bulk_update([attempt for attempt, _score, _max in found.attempts], ["score", "max_score"])
    ScoreChange.objects.bulk_create(changes)
    audit.record(
        actor=row.done_by_id,
        actor_kind=ActorKind.STAFF if row.done_by_id else None,
        action="quiz.regrade_undo" if row.undoes_id else "quiz.regrade",
        scope_type="quiz_assignment",
        scope_id=assignment.public_id,
        reason=row.reason,
        count=len(found.responses),
        details={"run": row.run_id},
    )
    return len(found.responses)
