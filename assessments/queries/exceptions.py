"""How often and how long one student may try the quizzes of a class."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.models import AssignmentException, Attempt, QuizAssignment

if TYPE_CHECKING:
    from assessments.models import QuizAssignmentQuerySet
    from institutions.models import Enrolment


@dataclass(frozen=True)
class StudentQuiz:
    """One quiz of the class as it stands for one student."""

    assignment: QuizAssignment
    used: int
    exception: AssignmentException | None

    @property
    def extra_tries(self) -> int:
        """Return the tries this student has more than the class."""
        return self.exception.extra_tries if self.exception else 0

    @property
    def allowed(self) -> int:
        """Return the tries this student has."""
        return self.assignment.tries + self.extra_tries

    @property
    def one_more(self) -> int:
        """Return the extra tries with which the student may try once more than now."""
        return max(self.extra_tries, self.used - self.assignment.tries) + 1


def student_quizzes(enrolment: "Enrolment", found: "QuizAssignmentQuerySet") -> list[StudentQuiz]:
    """Return the standing ones of these quizzes of the student's class. Three queries."""
    assignments = list(
        found.standing()
        .filter(cohort_id=enrolment.cohort_id)
        .select_related("version__quiz")
        .defer("version__structure")
        .order_by("assigned_at", "pk")
    )
    mine = {"learner_id": enrolment.learner_id, "assignment__in": assignments}
    exceptions = {row.assignment_id: row for row in AssignmentException.objects.filter(**mine)}
    used: dict[int, int] = {}
    for pk in Attempt.objects.filter(**mine).values_list("assignment_id", flat=True):
        used[pk] = used.get(pk, 0) + 1
    return [StudentQuiz(row, used.get(row.pk, 0), exceptions.get(row.pk)) for row in assignments]
