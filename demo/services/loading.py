"""Everything a visitor finds: places, cast, course, classes, answers; loading it again adds what is missing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from accounts.models import User
from assessments.models import Attempt
from demo.enums import COUNTRY, PREFIX, CastRole
from demo.queries import is_safe
from demo.services.answers import NAMED, NUMBERED, answer_first_lessons
from demo.services.classes import give_course, make_classes
from demo.services.pages import import_course, make_front_pages
from demo.services.people import make_places, make_staff
from institutions.models import Enrolment
from safeguarding.services import seed_unconfirmed


class DemoRefused(Exception):
    """This installation may be a real one; nothing was written."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What stands after loading."""

    staff: int
    students: int
    attempts: int
    new_attempts: int


def load_demo(*, tell: Callable[[str], None] = lambda _line: None) -> LoadReport:
    """Make the demonstration, every step through the service that a screen would use.

    Each step is a transaction of its own, so that an interrupted load goes on where it stopped. Refused outside demo
    mode, where somebody outside the cast has a second factor, and where people were before the cast came.
    """
    if not settings.DEMO:
        raise DemoRefused("ORIENTIR_MODE is not demo")
    cast = User.objects.filter(username__startswith=PREFIX)
    if not is_safe() or (User.objects.exists() and not cast.exists()):
        raise DemoRefused("this database belongs to real people: give the demonstration one of its own")
    tell("places and people")
    places = make_places()
    staff = make_staff(places)
    seed_unconfirmed(settings.COUNTRY)
    if settings.COUNTRY != COUNTRY:
        seed_unconfirmed(COUNTRY)
    tell("pages and lessons")
    make_front_pages()
    course = import_course(staff[CastRole.AUTHOR].pk)
    tell("classes and answers")
    named, numbered = make_classes(places, staff)
    give_course(course, (named, numbered), staff[CastRole.TEACHER])
    made = answer_first_lessons(named, NAMED) + answer_first_lessons(numbered, NUMBERED)
    attempts = Attempt.objects.filter(assignment__cohort__in=(named, numbered)).count()
    students = Enrolment.objects.active().filter(cohort__in=(named, numbered)).count()
    return LoadReport(len(staff), students, attempts, made)
