"""The five first steps of a teacher, each ticked by what has really happened."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import LoginCard, User
from assessments.models import Attempt
from institutions.models import Cohort, Enrolment
from institutions.permissions import has_role
from lessons.models import FirstStepsClosed, LessonAssignment, LessonRun
from lessons.queries.duties import CLASS_ROLES


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One step, whether it is done, and where to do it."""

    text: str
    is_done: bool
    url: str


def first_steps(teacher: User) -> list[FirstStep]:
    """Return the steps of who has a teaching role, in order; none once they are put away. Three queries at most."""
    if FirstStepsClosed.objects.filter(user=teacher).exists() or not has_role(teacher, *CLASS_ROLES):
        return []
    places = Enrolment.objects.active().filter(cohort=OuterRef("pk"))
    cards = LoginCard.objects.filter(user__enrolments__cohort=OuterRef("pk"), user__enrolments__left_on=None)
    given = LessonAssignment.objects.standing().filter(cohort=OuterRef("pk"))
    sent = Attempt.objects.filter(assignment__cohort=OuterRef("pk"), sent_at__isnull=False)
    classes = list(
        Cohort.objects.taught_by(teacher)
        .annotate(
            has_students=Exists(places),
            has_cards=Exists(cards),
            has_lesson=Exists(given),
            was_run=Exists(LessonRun.objects.filter(cohort=OuterRef("pk"))),
            was_answered=Exists(sent),
        )
        .order_by("pk")
        .values("public_id", "has_students", "has_cards", "has_lesson", "was_run", "was_answered")
    )
    first = classes[0]["public_id"] if classes else ""

    def there(name: str) -> str:
        return reverse(name, args=[first]) if first else ""

    return [
        FirstStep(_("Create your first class"), bool(classes), reverse("class_new")),
        FirstStep(_("Add students"), any(one["has_students"] for one in classes), there("class_students")),
        FirstStep(
            _("Print login cards and hand them out"), any(one["has_cards"] for one in classes), there("class_cards")
        ),
        FirstStep(_("Give the class a lesson"), any(one["has_lesson"] for one in classes), there("class_assign")),
        FirstStep(
            _("Run it, or let students answer"),
            any(one["was_run"] or one["was_answered"] for one in classes),
            there("class"),
        ),
    ]
