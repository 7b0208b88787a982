"""People: staff with an unusable password, learners with a short name."""

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from accounts.enums import Symbol, UserKind
from accounts.models import User


class StaffFactory(DjangoModelFactory):
    """An adult with an account and no role yet."""

    class Meta:
        model = User

    username = factory.Sequence("staff{}".format)
    display_name = factory.Sequence("Staff {}".format)
    kind = UserKind.STAFF
    password = factory.LazyFunction(lambda: make_password(None))


class LearnerFactory(StaffFactory):
    """A student with a card name and a drawing."""

    username = factory.Sequence("learner{}".format)
    display_name = factory.Sequence("Student {}".format)
    kind = UserKind.LEARNER
    symbol = Symbol.SUN
