"""Everything a visitor finds: places, cast, course, classes, answers; loading it again adds what is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from accounts.models import User
from assessments.models import Attempt
from certification.services.keys import ensure_issuer_key
from demo.enums import COUNTRY, PREFIX, CastRole
from demo.queries import is_safe
from demo.services.answers import NAMED, NUMBERED, answer_first_lessons
from demo.services.classes import give_course, make_classes, make_group
from demo.services.pages import PACK, TRADE, import_course, make_front_pages, other_courses
from demo.services.people import make_places, make_staff
from demo.services.professionals import fill_group
from institutions.models import Enrolment
from safeguarding.services import seed_unconfirmed

KEY_LASTS = timedelta(days=1095)


class DemoRefused(Exception):
    """This installation may be a real one; nothing was written."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What stands after loading."""

    staff: int
    students: int
    attempts: int
    new_attempts: int


def load_demo(*, tell: Callable[[str], None] = lambda _line: None, all_courses: bool = False) -> LoadReport:
    """Make the demonstration, every step through the service that a screen would use.

    With ``all_courses`` every course of `content/` is there, else the school programme alone, which is much quicker.

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
    ensure_issuer_key(file=Path(settings.ISSUER_KEY_FILE), lasts=KEY_LASTS)
    tell("pages and lessons")
    make_front_pages()
    course = import_course(PACK, staff[CastRole.AUTHOR].pk)
    tell("classes and answers")
    named, numbered = make_classes(places, staff)
    give_course(course, (named, numbered), staff[CastRole.TEACHER])
    made = answer_first_lessons(named, NAMED) + answer_first_lessons(numbered, NUMBERED)
    if all_courses:
        tell("more courses")
        more = {folder: import_course(folder, staff[CastRole.AUTHOR].pk) for folder in other_courses()}
        if TRADE in more:
            give_course(more[TRADE], (numbered,), staff[CastRole.TEACHER])
    tell("a training group")
    fill_group(make_group(places, staff), staff)
    attempts = Attempt.objects.filter(assignment__cohort__in=(named, numbered)).count()
    students = Enrolment.objects.active().filter(cohort__in=(named, numbered)).count()
    return LoadReport(len(staff), students, attempts, made)
