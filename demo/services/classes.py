"""The demo classes with their students, cards and lessons."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.utils import timezone

from accounts import services as accounts
from accounts.models import LoginCard, User
from curriculum.models import CoursePage
from demo.enums import (
    BOARDING_CLASS,
    BOARDING_SCHOOL,
    BOARDING_SEATS,
    CLASS_NAME,
    GIVEN_NAMES,
    LANGUAGE,
    SCHOOL,
    SERVICE,
    TRAINING_GROUP,
    CastRole,
)
from demo.queries import demo_cohort
from institutions.enums import CohortKind, CohortRole
from institutions.models import Cohort, Enrolment, Institution
from institutions.permissions import memberships
from institutions.services import (
    add_cohort_staff,
    add_learners_by_names,
    add_numbered_learners,
    create_cohort,
    open_class_code,
)
from lessons.services import assign_course

LAST_DAY = (6, 30)
SHORTEST, LONGEST = timedelta(days=60), timedelta(days=365)


def make_classes(places: Mapping[str, Institution], staff: Mapping[CastRole, User]) -> tuple[Cohort, Cohort]:
    """Return the class with names and the one without; makes them and their students if missing."""
    teacher = staff[CastRole.TEACHER]
    named = _make_cohort(places[SCHOOL], CLASS_NAME, teacher)
    if not named.enrolments.exists():
        add_learners_by_names(cohort=named, text="\n".join(GIVEN_NAMES), actor=teacher, after_seat=0)
    colleague = staff[CastRole.CO_TEACHER]
    member = memberships(colleague).filter(institution=named.institution_id).first()
    if member is not None:
        add_cohort_staff(cohort=named, member=member, actor=teacher, role=CohortRole.CO_TEACHER)
    numbered = _make_cohort(places[BOARDING_SCHOOL], BOARDING_CLASS, teacher)
    if not numbered.enrolments.exists():
        add_numbered_learners(cohort=numbered, count=BOARDING_SEATS, actor=teacher, after_seat=0)
    open_class_code(cohort=named, actor=teacher)
    for cohort in (named, numbered):
        _issue_cards(cohort, teacher)
    return named, numbered


def make_group(places: Mapping[str, Institution], staff: Mapping[CastRole, User]) -> Cohort:
    """Return the group of professionals; makes it if missing."""
    return _make_cohort(places[SERVICE], TRAINING_GROUP, staff[CastRole.TRAINER], kind=CohortKind.TRAINING_GROUP)


def give_course(course: CoursePage, cohorts: Iterable[Cohort], teacher: User) -> None:
    """Give the course to these classes; lessons that came since are added."""
    for cohort in cohorts:
        assign_course(course=course, cohort=cohort, actor=teacher)


def end_of_school_year(today: date) -> date:
    """Return the last day of June that leaves the class two months, or a year from now if that is sooner."""
    june = date(today.year, *LAST_DAY)
    if june - today < SHORTEST:
        june = date(today.year + 1, *LAST_DAY)
    return min(june, today + LONGEST)


def _make_cohort(place: Institution, name: str, actor: User, kind: str = CohortKind.CLASS) -> Cohort:
    return demo_cohort(place.name, name) or create_cohort(
        institution=place,
        name=name,
        language=LANGUAGE,
        ends_on=end_of_school_year(timezone.localdate()),
        actor=actor,
        kind=kind,
        grade="8" if kind == CohortKind.CLASS else "",
    )


def _issue_cards(cohort: Cohort, teacher: User) -> None:
    """Issue a card to everybody, once: their numbers are printed nowhere, as if the sheet lay in the teacher's desk."""
    places = Enrolment.objects.active().filter(cohort=cohort).select_related("learner").order_by("seat_number")
    learners = [place.learner for place in places if place.learner.is_active]
    if learners and not LoginCard.objects.usable().filter(user__in=learners).exists():
        accounts.issue_cards(
            learners=learners,
            actor=teacher,
            pin_required=cohort.institution.pin_required,
            scope=("cohort", cohort.public_id),
        )
