"""Results of a class that leave the platform as a file: with a reason, within the day's rows, in the log."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import User
from audit import services as audit
from institutions.services import may_take_out, names_somebody

if TYPE_CHECKING:
    from assessments.models import QuizAssignment
    from assessments.queries.results import Results
    from institutions.models import Cohort, Enrolment


class ResultsRefused(Exception):
    """No file was made; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def take_out_results(
    *, assignment: "QuizAssignment", results: "Results", actor: User, reason: str, choices: Mapping[str, str]
) -> None:
    """Write down that somebody takes the results of a quiz away, and why; raises ``ResultsRefused``.

    One account takes 200 rows about students a day; the same table again takes nothing new out. Twice
    writes two entries.
    """
    names = [row.enrolment.learner.display_name for row in results.rows]
    _take_out(("quiz_assignment", assignment.public_id), names, actor, reason, choices)


def take_out_class(
    *, cohort: "Cohort", names: Sequence[str], actor: User, reason: str, choices: Mapping[str, str]
) -> None:
    """Write down that somebody takes a table or sheets about a class away; ``names`` has one entry a row.

    Else as ``take_out_results``.
    """
    _take_out(("cohort", cohort.public_id), names, actor, reason, choices)


def take_out_learner(*, enrolment: "Enrolment", actor: User, reason: str, choices: Mapping[str, str]) -> None:
    """Write down that somebody takes a file about one student away; else as ``take_out_results``.

    The entry is about the person, as that of a copy for the student is: many single files are many rows.
    """
    learner = enrolment.learner
    _take_out(("user", learner.public_id), [learner.display_name], actor, reason, choices)


def _take_out(
    scope: tuple[str, str], names: Sequence[str], actor: User, reason: str, choices: Mapping[str, str]
) -> None:
    reason = " ".join(reason.split())
    if not reason:
        raise ResultsRefused("no_reason")
    if names_somebody(reason, names):
        raise ResultsRefused("names_somebody")
    with transaction.atomic():
        # Two requests at once wait for each other here, so that the cap holds.
        User.objects.select_for_update().get(pk=actor.pk)
        if not may_take_out(actor, scope=scope, rows=len(names)):
            raise ResultsRefused("too_many")
        audit.record(
            action="results.export", actor=actor, scope_type=scope[0], scope_id=scope[1], reason=reason,
            count=len(names), details=choices,
        )  # fmt: skip
