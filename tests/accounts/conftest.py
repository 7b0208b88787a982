"""Cards, passwords and factors for tests of sign-in."""

import pytest
from django.contrib.auth.hashers import make_password

from accounts import services
from tests.accounts.entering import PASSWORD, connect_app
from tests.factories import LearnerFactory, StaffFactory


@pytest.fixture
def learner(db):
    return LearnerFactory(display_name="Olena K.", language="uk")


@pytest.fixture
def actor(db):
    return StaffFactory(display_name="The teacher")


@pytest.fixture
def issue(actor):
    """Give somebody a card: ``issue(learner)`` returns it with its secrets."""

    def make(learner, *, pin_required=False):
        return services.issue_cards(learners=[learner], actor=actor, pin_required=pin_required)[0]

    return make


@pytest.fixture
def issued(issue, learner):
    return issue(learner)


@pytest.fixture
def staff(db):
    """A member of staff with a password and no second factor yet."""
    return StaffFactory(username="anna", display_name="Anna", password=make_password(PASSWORD))


@pytest.fixture
def app_secret(staff):
    """The authenticator app of ``staff``, as the secret that it shares with us."""
    return connect_app(staff)


@pytest.fixture
def wrong():
    """Return the printed number of a card with another secret and a right check digit."""
    from accounts.exchange.card_number import CardNumber, parse

    def make(printed):
        number = parse(printed)
        other = f"{(int(number.secret) + 1) % 10**9:09}"
        return CardNumber(number.card, other).printed()

    return make
