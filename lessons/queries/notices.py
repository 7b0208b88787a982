"""What people are told on Today: kinds of reminders, and the ones that wait for somebody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from curriculum.queries import stale_facts
from institutions.enums import Role
from institutions.models import Cohort, CohortStaff, Enrolment, Membership
from lessons.models import Notice
from lessons.queries.duties import HELP_ROLES
from safeguarding.queries import due_contacts

CARDS_END_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One kind: ``collect`` says who is told of how many, ``words`` what, ``url`` where to do something about it."""

    kind: str
    collect: Callable[[], Mapping[int, int]]
    words: Callable[[int], str]
    url: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A reminder as it stands on Today."""

    text: str
    url: str


REMINDERS: dict[str, Reminder] = {}


def register_reminder(reminder: Reminder) -> None:
    """Have a kind collected every hour; called in ``AppConfig.ready``, also by rooms above."""
    if REMINDERS.setdefault(reminder.kind, reminder) != reminder:
        raise ValueError(f"{reminder.kind} is already collected in another way")


def notices_of(user: User) -> list[Told]:
    """Return what somebody is told today. One query."""
    rows = Notice.objects.filter(user=user, kind__in=REMINDERS).order_by("kind").values_list("kind", "count")
    kinds = [(REMINDERS[kind], count) for kind, count in rows]
    return [Told(kind.words(count), kind.url() if kind.url else "") for kind, count in kinds]


def to_roles(roles: set[Role] | set[str], count: int) -> dict[int, int]:
    """Return the same count for everybody who has one of the roles; nobody when there is nothing to say."""
    if not count:
        return {}
    users = Membership.objects.current().filter(role__in=roles).values_list("user_id", flat=True)
    return dict.fromkeys(users, count)


def _unconfirmed_numbers() -> Mapping[int, int]:
    return to_roles(HELP_ROLES, len(due_contacts(settings.COUNTRY, timezone.localdate())))


def _facts_to_check() -> Mapping[int, int]:
    return to_roles({Role.AUTHOR, Role.SITE_ADMIN}, stale_facts().count())


def _cards_about_to_end() -> Mapping[int, int]:
    """Return how many cards of a teacher's students end soon, for each teacher of a running class."""
    now = timezone.now()
    places = Enrolment.objects.active().filter(
        cohort__in=Cohort.objects.running(),
        learner__is_active=True,
        learner__cards__cancelled_at=None,
        learner__cards__expires_at__gt=now,
        learner__cards__expires_at__lt=now + CARDS_END_WITHIN,
    )
    by_class = dict(places.order_by().values_list("cohort").annotate(Count("learner", distinct=True)))
    told: dict[int, int] = {}
    teachers = CohortStaff.objects.current().filter(cohort__in=by_class)
    for user, cohort in teachers.values_list("member__user_id", "cohort_id"):
        told[user] = told.get(user, 0) + by_class[cohort]
    return told


def own_reminders() -> list[Reminder]:
    """Return the kinds of this room."""
    return [
        Reminder(
            "help_numbers",
            _unconfirmed_numbers,
            lambda count: (
                ngettext(
                    "%(count)s help number has to be tried and confirmed.",
                    "%(count)s help numbers have to be tried and confirmed.",
                    count,
                )
                % {"count": count}
            ),
            lambda: reverse("help_directory"),
        ),
        Reminder(
            "cards_end",
            _cards_about_to_end,
            lambda count: (
                ngettext(
                    "%(count)s card of your students ends within two weeks. Print a new one in the class.",
                    "%(count)s cards of your students end within two weeks. Print new ones in the class.",
                    count,
                )
                % {"count": count}
            ),
        ),
        Reminder(
            "stale_facts",
            _facts_to_check,
            lambda count: (
                ngettext(
                    "%(count)s fact about the country has to be checked again.",
                    "%(count)s facts about the country have to be checked again.",
                    count,
                )
                % {"count": count}
            ),
            lambda: reverse("wagtailsnippets_curriculum_countryfact:list"),
        ),
    ]
