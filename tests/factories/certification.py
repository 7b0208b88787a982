"""Rows of the professional track: a programme with two competencies and three sign-offs, and one dossier."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from certification.enums import CandidacyState, Setting
from certification.models import Candidacy, Certificate, CertificateEvent, Programme, SignOffCriterion, SignOffRule
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


class CertificateFactory(DjangoModelFactory):
    """A certificate of a person, awarded with a dossier in ``cohort``; decided by two numbers that are nobody's."""

    class Meta:
        model = Certificate

    class Params:
        cohort = None

    number = factory.Sequence("2026-00000-{:05d}".format)
    programme = factory.SubFactory(ProgrammeFactory)
    candidacy = factory.Maybe(
        "cohort",
        yes_declaration=factory.SubFactory(
            CandidacyFactory,
            programme=factory.SelfAttribute("..programme"),
            person=factory.SelfAttribute("..person"),
            cohort=factory.SelfAttribute("..cohort"),
            state=CandidacyState.AWARDED,
        ),
    )
    cycle = 1
    framework_version = "1"
    programme_title = "Practitioner of social work"
    issued_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    valid_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=900))
    decided_by_id = 1
    confirmed_by_id = 2
    status_index = factory.Sequence(lambda number: (number * 7_919 + 17) % 131_072)


def happen(certificate, *kinds):
    """Let these things happen to a certificate, one after the other."""
    for kind in kinds:
        CertificateEvent.objects.create(certificate=certificate, kind=kind, reason_code="conduct")
