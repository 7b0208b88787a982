"""Changing the rules by which a class answers a quiz."""

from dataclasses import asdict, replace

from django.db import transaction
from django.utils.functional import Promise

from accounts.models import User
from assessments.models import Attempt, QuizAssignment
from assessments.queries.fairness import Window, unfair_changes
from assessments.queries.rules import Rules
from audit import services as audit
from institutions.enums import CohortKind


class UnfairChange(ValueError):
    """Somebody has begun, and the change would take something away; ``reasons`` are sentences by field."""

    def __init__(self, reasons: dict[str, Promise]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def change_rules(*, assignment: QuizAssignment, actor: User, rules: Rules, window: Window) -> QuizAssignment:
    """Give a class other rules for a quiz; repeating it changes nothing. Raises ``UnfairChange``. Audited.

    While nobody has begun anything may change, afterwards only what gives students more.
    """
    # The lock keeps anybody from beginning in between: a new attempt refers to this row.
    row = QuizAssignment.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=assignment.pk)
    if row.cohort.kind != CohortKind.TRAINING_GROUP:
        rules = replace(rules, limit_minutes=None)
    if Attempt.objects.filter(assignment=row).exists():
        reasons = unfair_changes(row, rules, window)
        if reasons:
            raise UnfairChange(reasons)
    wanted = {**asdict(rules), "opens_at": window[0], "closes_at": window[1]}
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, wanted[name])
    row.save(update_fields=changed)
    audit.record(
        actor=actor,
        action="quiz.rules_change",
        scope_type="quiz_assignment",
        scope_id=row.public_id,
        details={"changed": ", ".join(sorted(changed))},
    )
    return row
