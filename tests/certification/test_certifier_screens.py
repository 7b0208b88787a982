"""The certifier's screens: every rule with its evidence, a proposal and its confirmation, and nothing for others."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certification.models import Certificate, SignOff
from certification.services.appealing import appeal_certificate
from certification.services.evidence import add_evidence
from institutions.enums import Role
from institutions.models import Membership
from tests.factories import RegionFactory
from tests.signing_in import sign_in


@pytest.fixture
def browsers(ground):
    """A browser for each certifier."""
    return [sign_in(Client(), user) for user in (ground.certifier, ground.second)]


def test_two_certifiers_decide_on_screen_and_one_withdraws(ground, browsers):
    first, second = browsers
    evidence = add_evidence(
        candidacy=ground.candidacy, rule=ground.rules[0], data=b"What I did.", text="In short.", actor=ground.candidate
    )
    ground.submit()
    page = reverse("certifier_dossier", args=[ground.candidacy.public_id])
    assert page in first.get(reverse("certifier_waiting")).content.decode()
    text = first.get(page).content.decode()
    for said in ("Sign-off S1", "Does a", "In short.", "Propose to award", str(ground.other), "C1 ·"):
        assert said in text
    assert first.get(reverse("certifier_evidence", args=[evidence.public_id])).content == b"What I did."
    proposed = first.post(f"{page}propose/", {"decision": "award"}, follow=True).content.decode()
    assert "Another certifier has to confirm it." in proposed
    proposal = ground.candidacy.proposals.get().public_id
    alone = first.post(f"{page}confirm/", {"proposal": proposal}, follow=True).content.decode()
    assert "The person who proposed it cannot confirm it." in alone
    assert "Awarded" in second.post(f"{page}confirm/", {"proposal": proposal}, follow=True).content.decode()
    certificate = Certificate.objects.get()
    about = reverse("certifier_certificate", args=[certificate.public_id])
    assert about in second.get(reverse("certifier_waiting")).content.decode()
    refused = second.post(f"{about}change/", {"change": "revoked"}, follow=True).content.decode()
    assert "Choose a reason." in refused
    for change in ("suspended", "reinstated", "revoked"):
        second.post(f"{about}change/", {"change": change, "reason": "conduct"})
    assert [one.kind for one in certificate.events.all()] == ["awarded", "suspended", "reinstated", "revoked"]
    assert "code of conduct was broken" in second.get(about).content.decode()
    appeal = appeal_certificate(certificate=certificate, reason_code="facts", actor=ground.candidate)
    decide = reverse("certifier_appeal", args=[appeal.public_id])
    assert decide in first.get(reverse("certifier_waiting")).content.decode()
    first.post(decide, {"outcome": "overturned"})
    assert certificate.events.last().kind == "reinstated"


def test_who_judged_is_elsewhere_or_has_another_role_finds_nothing(ground, member, teacher, student):
    ground.submit()
    judge = Membership.objects.create(
        user=ground.trainer, role=Role.CERTIFIER, region=ground.group.institution.centre.region
    )
    far = member(Role.CERTIFIER, region=RegionFactory()).user
    page = reverse("certifier_dossier", args=[ground.candidacy.public_id])
    answers = {
        name: [sign_in(Client(), user).get(url).status_code for url in (reverse("certifier_waiting"), page)]
        for name, user in {
            "judge": judge.user, "far": far, "trainer": ground.other, "candidate": ground.candidate,
            "teacher": teacher, "student": student,
        }.items()
    }  # fmt: skip
    nothing = [404, 404]
    assert answers == {"judge": [200, 404], "far": [200, 404]} | dict.fromkeys(
        ("trainer", "candidate", "teacher", "student"), nothing
    )


def test_the_decision_asks_as_often_for_many_sign_offs_as_for_few(ground, browsers):
    ground.submit()
    page = reverse("certifier_dossier", args=[ground.candidacy.public_id])
    signed = SignOff.objects.get(rule=ground.rules[0])
    asked = []
    for more in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert browsers[0].get(page).status_code == 200
        asked.append(len(queries))
        for number in range(5):
            SignOff.objects.create(
                candidacy=ground.candidacy, rule=ground.rules[0], rating=2, assessor=ground.trainer,
                observation=signed.observation, comment=f"{more} {number}",
            )  # fmt: skip
    assert asked[0] >= asked[1]
