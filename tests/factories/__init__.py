"""Boring rows for tests: one factory a table, no behaviour of their own."""

from tests.factories.certification import (
    CandidacyFactory,
    CertificateFactory,
    CriterionFactory,
    ProgrammeFactory,
    SignOffRuleFactory,
)
from tests.factories.people import LearnerFactory, StaffFactory
from tests.factories.places import (
    CentreFactory,
    CohortFactory,
    CohortStaffFactory,
    EnrolmentFactory,
    InstitutionFactory,
    MembershipFactory,
    RegionFactory,
)
from tests.factories.questions import CompetencyFactory, ItemFactory, QuizFactory
from tests.factories.site import SiteTree, make_site

__all__ = [
    "CandidacyFactory",
    "CentreFactory",
    "CertificateFactory",
    "CohortFactory",
    "CohortStaffFactory",
    "CompetencyFactory",
    "CriterionFactory",
    "EnrolmentFactory",
    "InstitutionFactory",
    "ItemFactory",
    "LearnerFactory",
    "MembershipFactory",
    "ProgrammeFactory",
    "QuizFactory",
    "RegionFactory",
    "SignOffRuleFactory",
    "SiteTree",
    "StaffFactory",
    "make_site",
]
