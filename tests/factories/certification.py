"""Rows of the professional track: a programme with two competencies and three sign-offs, and one dossier."""

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from certification.enums import Setting
from certification.models import Candidacy, Programme, SignOffCriterion, SignOffRule
from tests.factories.questions import FrameworkFactory


class ProgrammeFactory(DjangoModelFactory):
    """A programme with the numbers of the house and nothing required."""

    class Meta:
        model = Programme

    locale = factory.LazyFunction(Locale.get_default)
    code = factory.Sequence("programme-{}".format)
    title = factory.Sequence("Programme {}".format)
    award = "Practitioner"
    code_of_conduct = "I tell the truth."
    framework = factory.SubFactory(FrameworkFactory)


class SignOffRuleFactory(DjangoModelFactory):
    """A sign-off that may be seen everywhere."""

    class Meta:
        model = SignOffRule

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence("S{}".format)
    titles = factory.LazyAttribute(lambda rule: {"en": f"Sign-off {rule.code}"})
    settings = factory.LazyFunction(lambda: list(Setting.values))


class CriterionFactory(DjangoModelFactory):
    """One thing to look at."""

    class Meta:
        model = SignOffCriterion

    rule = factory.SubFactory(SignOffRuleFactory)
    code = factory.Sequence("c{}".format)
    texts = factory.LazyAttribute(lambda criterion: {"en": f"Does {criterion.code}"})


class CandidacyFactory(DjangoModelFactory):
    """A dossier of ``person`` in ``cohort``."""

    class Meta:
        model = Candidacy

    programme = factory.SubFactory(ProgrammeFactory)
    framework_version = "1"
