"""Who is in a class, with which card, and who waits to be let in."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.enums import GuessKind
from accounts.models import GuessCounter, LoginCard, User
from accounts.services.guessing import LIMITS
from institutions.models import Cohort, CohortStaff, Enrolment, Institution, JoinRequest


class CardState(StrEnum):
    """What the class list says about a student's card."""

    NONE = "none"
    PRINTED = "printed"
    USED = "used"
    LOCKED = "locked"  # five wrong PINs
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One place of a class with the card that is open, if any."""

    enrolment: Enrolment
    card: LoginCard | None
    state: CardState

    @property
    def has_card(self) -> bool:
        """Whether a card opens the door now, or would but for its PIN."""
        return self.state not in {CardState.NONE, CardState.EXPIRED}


def class_mark(learner: User) -> str:
    """Return a mark that is equal for students of the same running classes and names none of them. One query."""
    classes = Cohort.objects.running().filter(enrolments__learner=learner, enrolments__left_on=None)
    names = " ".join(sorted(classes.values_list("public_id", flat=True)))
    return sha256(f"classes {names}".encode()).hexdigest()[:12]


def roster(cohort: Cohort) -> list[RosterRow]:
    """Return the places that are taken, in the order of seats, with their cards. Three queries."""
    places = list(Enrolment.objects.active().filter(cohort=cohort).select_related("learner").order_by("seat_number"))
    learners = [place.learner_id for place in places]
    cards = {card.user_id: card for card in LoginCard.objects.filter(user__in=learners, cancelled_at=None)}
    keys = [str(card.pk) for card in cards.values()]
    most = LIMITS[GuessKind.CARD_PIN].most or 0
    locked = set(
        GuessCounter.objects.filter(kind=GuessKind.CARD_PIN, key__in=keys, admitted__gte=most).values_list(
            "key", flat=True
        )
    )
    return [_row(place, cards.get(place.learner_id), locked) for place in places]


def departed(cohort: Cohort, teacher: User) -> list[Enrolment]:
    """Return the places whose students were taken out and can be put back, the latest first. One query."""
    left = Enrolment.objects.to_put_back(teacher).filter(cohort=cohort).select_related("learner", "cohort")
    return list(left.order_by("-left_on", "seat_number"))


def waiting_requests(cohort: Cohort) -> list[JoinRequest]:
    """Return the requests that can be decided now, the longest waiting first. One query."""
    waiting = JoinRequest.objects.waiting().filter(cohort=cohort)
    return list(waiting.select_related("enrolment__learner").order_by("created_at"))


def other_classes(cohort: Cohort) -> QuerySet[Cohort]:
    """Return the classes that a student may be moved to: of the same institution and kind, and taught by somebody."""
    teaching = CohortStaff.objects.current().filter(cohort=OuterRef("pk"))
    others = Cohort.objects.running().filter(institution=cohort.institution_id, kind=cohort.kind)
    return others.filter(Exists(teaching)).exclude(pk=cohort.pk).order_by("name")


def institution_classes(institution: Institution) -> list[Cohort]:
    """Return the running classes with ``learner_count`` and ``teachers`` (a list), never names. Two queries."""
    teaching = CohortStaff.objects.current().select_related("member__user").order_by("pk")
    classes = (
        Cohort.objects.running()
        .filter(institution=institution)
        .annotate(learner_count=Count("enrolments", filter=Q(enrolments__left_on__isnull=True)))
        .prefetch_related(Prefetch("staff", queryset=teaching, to_attr="teachers"))
        .order_by("name")
    )
    return list(classes)


def _row(place: Enrolment, card: LoginCard | None, locked: set[str]) -> RosterRow:
    if card is None:
        state = CardState.NONE
    elif not card.is_usable:
        state = CardState.EXPIRED
    elif str(card.pk) in locked:
        state = CardState.LOCKED
    else:
        state = CardState.USED if card.first_used_at else CardState.PRINTED
    return RosterRow(place, card, state)
