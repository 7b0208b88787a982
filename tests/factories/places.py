"""Places and belonging: every institution stands in a centre of its own unless told."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from institutions.enums import CentreKind, CohortKind, CohortRole, InstitutionKind, Role
from institutions.models import Cohort, CohortStaff, Enrolment, Institution, Membership, PopulationCentre, Region
from tests.factories.people import LearnerFactory, StaffFactory


class RegionFactory(DjangoModelFactory):
    """A region."""

    class Meta:
        model = Region

    country = "UA"
    name = factory.Sequence("Region {}".format)


class CentreFactory(DjangoModelFactory):
    """A town."""

    class Meta:
        model = PopulationCentre

    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence("Town {}".format)
    kind = CentreKind.URBAN


class InstitutionFactory(DjangoModelFactory):
    """A school that stores names."""

    class Meta:
        model = Institution

    centre = factory.SubFactory(CentreFactory)
    name = factory.Sequence("School {}".format)
    kind = InstitutionKind.SCHOOL


class MembershipFactory(DjangoModelFactory):
    """A role at an institution; for another scope set ``institution=None`` and name the scope."""

    class Meta:
        model = Membership

    user = factory.SubFactory(StaffFactory)
    role = Role.TEACHER
    institution = factory.SubFactory(InstitutionFactory)


class CohortFactory(DjangoModelFactory):
    """A class that began a month ago and goes on."""

    class Meta:
        model = Cohort

    institution = factory.SubFactory(InstitutionFactory)
    kind = CohortKind.CLASS
    name = factory.Sequence("Class {}".format)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=200))


class CohortStaffFactory(DjangoModelFactory):
    """Somebody who teaches a class by a role at its institution."""

    class Meta:
        model = CohortStaff

    cohort = factory.SubFactory(CohortFactory)
    member = factory.SubFactory(MembershipFactory, institution=factory.SelfAttribute("..cohort.institution"))
    role = CohortRole.TEACHER


class EnrolmentFactory(DjangoModelFactory):
    """A learner's place in a class."""

    class Meta:
        model = Enrolment

    cohort = factory.SubFactory(CohortFactory)
    learner = factory.SubFactory(LearnerFactory)
    seat_number = factory.Sequence(lambda number: number + 1)
