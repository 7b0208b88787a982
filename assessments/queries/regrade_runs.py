"""What was regraded before, and what of it may be undone."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from assessments.models import QuizVersion, Regrade, ScoreChange


@dataclass(frozen=True)
class RegradeRun:
    """One regrading as the author sees it later."""

    run_id: str
    done_at: datetime
    reason: str
    classes: int
    changes: int
    is_undo: bool
    can_undo: bool


def regrade_runs(version: QuizVersion) -> list[RegradeRun]:
    """Return the regradings with this version's key and their undoing, the newest first. Two queries."""
    rows = list(
        Regrade.objects.filter(assignment__version__quiz_id=version.quiz_id)
        .select_related("assignment", "undone_by")
        .order_by("-pk")
    )
    changes = dict(
        ScoreChange.objects.filter(regrade__in=rows, response__isnull=False)
        .order_by()
        .values_list("regrade__run_id")
        .annotate(answers=Count("pk"))
    )
    runs: dict[str, list[Regrade]] = {}
    for row in rows:
        if version.pk in (row.new_key_id, row.old_key_id):
            runs.setdefault(row.run_id, []).append(row)
    return [
        RegradeRun(
            run_id=run_id,
            done_at=found[0].done_at,
            reason=found[0].reason,
            classes=len(found),
            changes=changes.get(run_id, 0),
            is_undo=found[0].undoes_id is not None,
            can_undo=any(is_last(row) for row in found),
        )
        for run_id, found in runs.items()
    ]


def is_last(row: Regrade) -> bool:
    """Whether this regrading is what marks the class's answers now, and may be undone."""
    return row.undoes_id is None and not hasattr(row, "undone_by") and row.assignment.key_version_id == row.new_key_id
