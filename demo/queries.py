"""Who is on stage, what each of them can try, and whether the door may open."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from demo.enums import (
    BOARDING_CLASS,
    BOARDING_SCHOOL,
    CLASS_NAME,
    PREFIX,
    SCHOOL,
    STUDENT_SEAT,
    CastRole,
)
from institutions.models import Cohort, Enrolment

CLASS_OF = {CastRole.STUDENT: (SCHOOL, CLASS_NAME), CastRole.NUMBERED_STUDENT: (BOARDING_SCHOOL, BOARDING_CLASS)}


@dataclass(frozen=True)
class Part:
    """One member of the cast: whom the visitor becomes, and three clicks to try."""

    role: CastRole
    name: str
    path: Sequence[str]


def demo_cohort(institution: str, name: str) -> Cohort | None:
    """Return the running demo class of that name."""
    found = Cohort.objects.running().filter(institution__name=institution, name=name)
    return found.select_related("institution").order_by("-pk").first()


def place_in(institution: str, name: str, seat: int) -> Enrolment | None:
    """Return a seat in a running demo class."""
    cohort = demo_cohort(institution, name)
    places = Enrolment.objects.active().filter(cohort=cohort, seat_number=seat, learner__is_active=True)
    return places.select_related("learner", "cohort__institution").first() if cohort else None


def cast_member(role: CastRole) -> User | None:
    """Return who plays this role, None before the demo content is loaded."""
    if role in {CastRole.STUDENT, CastRole.NUMBERED_STUDENT}:
        class_of = {
            CastRole.STUDENT: (SCHOOL, CLASS_NAME),
            CastRole.NUMBERED_STUDENT: (BOARDING_SCHOOL, BOARDING_CLASS),
        }
        place = place_in(*class_of[role], STUDENT_SEAT)
        return place.learner if place else None
    return User.objects.staff().filter(username=PREFIX + role.value, is_active=True).first()


def parts() -> list[Part]:
    """Return everybody on stage with something to try."""
    return [Part(role, name, _path(role)) for role in CastRole if (name := _name(role))]


def is_safe() -> bool:
    """Whether this is a demonstration and nothing else.

    Demo mode must be on, and nobody outside the cast may have a second factor: where real staff work, there are real
    students, and a door that opens for anybody must stay shut.
    """
    return settings.DEMO and not Authenticator.objects.exclude(user__username__startswith=PREFIX).exists()


def _name(role: CastRole) -> str:
    """Return what other people call the person, a number where names are not kept; empty without a person."""
    if role in CLASS_OF:
        place = place_in(*CLASS_OF[role], STUDENT_SEAT)
        return str(place.label) if place else ""
    person = cast_member(role)
    return person.get_full_name() if person else ""


def _path(role: CastRole) -> list[str]:
    """Return three clicks, in the words of the screens."""
    return {
        CastRole.STUDENT: [
            _("Open the lesson at the top of “My lessons”."),
            _("Read on, page by page, to the questions."),
            _("Answer, send, and see why each answer is right or wrong."),
        ],
        CastRole.NUMBERED_STUDENT: [
            _("See “My lessons” as a student whom the platform knows as a number only."),
            _("Open a lesson and leave it with “Leave this page”."),
            _("Open “Help”: it is at the same place on every page."),
        ],
        CastRole.TEACHER: [
            _("On Today, open the results of lesson 1.2."),
            _("Open the first question under “See what to reteach”."),
            _("Read which belief stands behind the wrong answer that most students chose."),
        ],
        CastRole.CO_TEACHER: [
            _("On Today, open the class."),
            _("Choose “Login cards” and print them."),
            _("Go back and let a student in without a card."),
        ],
        CastRole.HEAD: [
            _("On Today, open “Colleagues and invitations”."),
            _("Invite a teacher and see the code to print."),
            _("Open a colleague to see what they may do here."),
        ],
        CastRole.SAFEGUARDING_LEAD: [
            _("On Today, open “Help numbers”."),
            _("Open a number: nobody has confirmed it yet, so students do not see it."),
            _("Propose a check; a second person has to confirm it."),
        ],
        CastRole.COORDINATOR: [
            _("On Today, open “Colleagues and invitations”."),
            _("Open a colleague of the region."),
            _("Invite a head for a school of the region."),
        ],
        CastRole.AUTHOR: [
            _("On Today, open “Write and publish lessons”."),
            _("Open a lesson and change a step."),
            _("Send it to review: the checks say first what they have against it."),
        ],
        CastRole.PROTECTION_REVIEWER: [
            _("On Today, open “Write and publish lessons”: what waits for you stands first."),
            _("Open it and look at the lesson as a student and as a teacher see it."),
            _("Approve it, or send it back with a reason."),
        ],
        CastRole.LANGUAGE_REVIEWER: [
            _("On Today, open “Write and publish lessons”: what waits for you stands first."),
            _("Open a translation and look at “Words and changes”."),
            _("Approve what waits for you: then its readers see it."),
        ],
        CastRole.TRAINER: [
            _("On Today, open “Training groups” and the table of the group."),
            _("Open the candidate's portfolio and observe a sign-off."),
            _("Sign what is observed; the second assessor would be somebody else."),
        ],
        CastRole.CANDIDATE: [
            _("On Today, open “My certification” and see what comes next."),
            _("Open “Evidence” and add some words: no faces or names of people you help."),
            _("Open “Observations” and say that you have read one."),
        ],
        CastRole.CERTIFIER: [
            _("On Today, open “Decisions”: dossiers that were handed in wait there."),
            _("See that a dossier which is still being filled is not shown."),
            _("Open “Certificates that end soon”."),
        ],
        CastRole.SITE_ADMIN: [
            _("On Today, open “Colleagues and invitations” and see every role there is."),
            _("Open “Help numbers” and confirm what somebody else has proposed."),
            _("Open “Write and publish lessons” and look at the course."),
        ],
    }[role]
