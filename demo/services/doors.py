"""The door of the cast: no card, no password, and therefore only where nothing real is behind it."""

from django.http import HttpRequest

from accounts import services as accounts
from accounts.models import User
from audit import services as audit
from demo.enums import CARD_SEAT, CLASS_NAME, SCHOOL, CastRole
from demo.queries import cast_member, is_safe, place_in


class DoorClosed(Exception):
    """This is not a demonstration, or nobody plays this role."""


def sign_in_as(*, request: HttpRequest, role: CastRole) -> User:
    """Sign the visitor in as a member of the cast; the second factor counts as passed for this session. Audited."""
    person = cast_member(role) if is_safe() else None
    if person is None:
        raise DoorClosed
    if person.is_learner:
        accounts.sign_in_learner(request, person)
    else:
        accounts.sign_in_new_staff(request, person)
        accounts.mark_second_factor(request)
    audit.record(action="demo.sign_in", actor=person, details={"role": role.value})
    return person


def print_card() -> accounts.IssuedCard:
    """Issue a new card for one student of the demo class, and return it with its number; the old one ends. Audited."""
    place = place_in(SCHOOL, CLASS_NAME, CARD_SEAT) if is_safe() else None
    teacher = cast_member(CastRole.TEACHER)
    if place is None or teacher is None:
        raise DoorClosed
    (card,) = accounts.issue_cards(
        learners=[place.learner],
        actor=teacher,
        pin_required=place.cohort.institution.pin_required,
        scope=("cohort", place.cohort.public_id),
    )
    return card
