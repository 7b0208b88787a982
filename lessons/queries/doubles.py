"""Two accounts that may be one student: who comes into question, and what would go where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.enums import UserKind
from accounts.models import LoginCard
from assessments.models import Attempt
from assessments.queries import quiz_titles
from institutions.models import Cohort, Enrolment
from lessons.models import Attendance, LessonProgress

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Preview:
    """What the dropped account brings; ``twice`` are the questions that both have answered.

    ``card`` opens the kept account, and with it everything that comes over.
    """

    attempts: int
    twice: Sequence[str]
    lessons: int
    attended: int
    classes: Sequence[str]
    card: LoginCard | None


def possible_doubles(kept: Enrolment, teacher: "User") -> list[Enrolment]:
    """Return the other students, also those who left, of the classes a teacher has at the institution. One query.

    Those who have moved to a class of somebody else are not among them.
    """
    own = Cohort.objects.taught_by(teacher).filter(institution=kept.cohort.institution_id, kind=kept.cohort.kind)
    places = Enrolment.objects.active() | Enrolment.objects.to_put_back(teacher)
    places = places.filter(cohort__in=own, learner__kind=UserKind.LEARNER).exclude(learner=kept.learner_id)
    found = list(places.select_related("learner", "cohort").order_by("cohort__name", "seat_number"))
    return sorted(found, key=lambda place: place.cohort_id != kept.cohort_id)


def reason_against(kept: Enrolment | None, dropped: Enrolment | None, teacher: "User") -> str:
    """Return why two places cannot become one, "" where they can. Three queries at most.

    ``same``: it is one account already, or one of the places is gone. ``left``: the kept one is out of the class.
    ``other``: another institution, or no students. ``elsewhere``: the dropped account has a class that runs and that
    the teacher does not teach, or had one and moved there, so that its teacher has to be asked.
    """
    if kept is None or dropped is None or kept.learner_id == dropped.learner_id:
        return "same"
    if kept.left_on is not None:
        return "left"
    if kept.cohort.institution_id != dropped.cohort.institution_id or kept.cohort.kind != dropped.cohort.kind:
        return "other"
    if {kept.learner.kind, dropped.learner.kind} != {UserKind.LEARNER}:
        return "other"
    running = Cohort.objects.running().filter(enrolments__learner=dropped.learner_id, enrolments__left_on=None)
    taught = Cohort.objects.taught_by(teacher)
    if running.exclude(pk__in=taught.values("pk")).exists():
        return "elsewhere"
    is_gone = dropped.left_on and not Enrolment.objects.to_put_back(teacher).filter(pk=dropped.pk).exists()
    return "elsewhere" if is_gone else ""


def preview(kept: Enrolment, dropped: Enrolment, language: str | None) -> Preview:
    """Return what would come over, before anybody decides. Seven queries."""
    attempts = Attempt.objects.filter(learner=dropped.learner_id)
    quizzes = list(
        attempts.select_related("assignment__version__quiz").defer("layout", "assignment__version__structure")
    )
    answered = set(Attempt.objects.filter(learner=kept.learner_id).values_list("assignment_id", flat=True))
    both = {row.assignment_id: row.assignment.version.quiz for row in quizzes if row.assignment_id in answered}
    titles = quiz_titles(list(both.values()), language)
    return Preview(
        attempts=len(quizzes),
        twice=[titles[quiz.pk] for quiz in both.values()],
        lessons=LessonProgress.objects.filter(learner=dropped.learner_id).count(),
        attended=Attendance.objects.filter(learner=dropped.learner_id, was_present=True).count(),
        classes=list(Cohort.objects.filter(enrolments__learner=dropped.learner_id).values_list("name", flat=True)),
        card=open_card(kept),
    )


def open_card(place: Enrolment) -> LoginCard | None:
    """Return the card that opens a student's account, if there is one. One query."""
    return LoginCard.objects.usable().filter(user=place.learner_id).first()
