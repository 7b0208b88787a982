"""Without JavaScript: evidence, four live observations, a second assessor's sign-off, and the dossier is handed in."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certification.enums import CandidacyState
from certification.models import Evidence, Observation, SignOff
from tests.factories import CriterionFactory, SignOffRuleFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
BANNER = "No faces or names of people you help."
KEY = "00000000-0000-4000-8000-000000000001"


def posted(browser: Client, name: str, *args: str, **fields: object):
    """Send a form as a page without a script does; it is taken."""
    answer = browser.post(reverse(name, args=args), fields)
    assert answer.status_code == 303, answer.content.decode()
    return answer


def test_from_evidence_to_a_dossier_that_waits_for_its_decision(ground, sign_in):
    ground.programme.live_minimum = 4
    ground.programme.save()
    for number in (3, 4):
        rule = SignOffRuleFactory(programme=ground.programme, code=f"S{number}", position=number)
        CriterionFactory(rule=rule, code="a")
    me, own, other = (sign_in(Client(), person) for person in (ground.candidate, ground.trainer, ground.other))
    dossier = ground.candidacy.public_id
    path = me.get(reverse("candidate_path", args=[dossier])).content.decode()
    assert "Not signed yet." in path
    posted(me, "candidate_conduct", dossier)
    for _twice in range(2):
        posted(me, "candidate_evidence", dossier, rule="S1", text="How I prepared the talk.", key=KEY)
    assert Evidence.objects.count() == 1
    assert BANNER in me.get(reverse("candidate_evidence", args=[dossier])).content.decode()
    posted(own, "portfolio_background", dossier, checked_on=timezone.localdate())

    for code, browser in zip(("S1", "S2", "S3", "S4"), (own, own, other, other), strict=True):
        page = browser.get(reverse("observe_candidate", args=[dossier, code]))
        assert BANNER in page.content.decode()
        form = page.context["form"]
        assert {mark.value() for mark, _remark in form.rows()} == {""}
        said = {"uuid": form["uuid"].value(), "base": 0, "setting": "live", "observed_on": timezone.localdate()}
        undecided = posted(browser, "observe_candidate", dossier, code, **said, finish="1")
        assert undecided.headers["Location"].endswith(f"/obs/{code}/")
        posted(browser, "observe_candidate", dossier, code, **said | {"base": 1, "mark-a": "seen"}, finish="1")
    assert Observation.objects.filter(finished_at__isnull=False, setting="live").count() == 4
    [row] = Observation.objects.filter(rule__code="S1")
    posted(me, "candidate_observation", row.public_id, words="I would sit closer.")
    assert "I would sit closer." in own.get(reverse("portfolio", args=[dossier])).content.decode()

    for code, browser in (("S1", own), ("S1", other), ("S2", own), ("S3", other), ("S4", other)):
        choices = browser.get(reverse("sign_off", args=[dossier, code])).context["form"].fields["ground"].choices
        posted(browser, "sign_off", dossier, code, ground=choices[0][0], rating=2)
    both = SignOff.objects.filter(rule__code="S1").first()
    assert (both.assessor, both.second_assessor) == (ground.other, ground.trainer)
    posted(other, "portfolio_level", dossier, competency="C1", level=2)

    posted(me, "candidate_submit", dossier)
    ground.candidacy.refresh_from_db()
    assert ground.candidacy.state == CandidacyState.SUBMITTED
    assert "handed in" in me.get(reverse("candidate_path", args=[dossier])).content.decode()
