"""What candidates and trainers see and send: merging, agreement, hours, other people's doors, queries."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certification.models import Observation
from certification.queries.grid import grids_of
from certification.services.enrolling import place_candidate
from certification.services.opening import open_candidacy
from certification.services.reflecting import assess_oneself, supervise_entry, write_entry
from certification.services.refusals import RuleRefused
from certification.services.sheets import send_sheet
from certification.services.workshops import Held, enter_workshop, note_attendance
from institutions.enums import Role
from tests.factories import EnrolmentFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(ground, sign_in) -> Client:
    return sign_in(Client(), ground.trainer)


def checklist(key, base, mark="seen", **more) -> dict:
    return {"uuid": key, "base": base, "setting": "live", "observed_on": timezone.localdate(), "mark-a": mark} | more


def test_a_checklist_sent_twice_is_one_and_a_conflict_keeps_both_sides(ground, phone):
    door = reverse("observe_candidate_send", args=[ground.candidacy.public_id, "S1"])
    assert phone.get(door).json()["token"]
    key = uuid4()
    first, again = (phone.post(door, checklist(key, 0)) for _time in range(2))
    assert first.json() == again.json() == {"version": 1, "conflict": "", "finished": False, "error": ""}
    phone.post(door, checklist(key, 1, "not_yet"))
    late = phone.post(door, checklist(key, 1, "not_applicable", comment="from the tunnel")).json()
    assert phone.post(door, checklist(key, 1, "not_applicable", comment="from the tunnel")).json() == late
    assert Observation.objects.count() == 2
    page = phone.get(late["conflict"]).content.decode()
    assert "from the tunnel" in page
    assert ("Not yet" in page, "Not applicable" in page) == (True, True)
    phone.post(late["conflict"], {"keep": "copy"})
    assert [row.comment for row in Observation.objects.filter(settled_at=None)] == ["from the tunnel"]
    assert phone.post(door, checklist(uuid4(), 0, observed_on="2999-01-01")).status_code == 422
    stored = phone.get(reverse("portfolio_stored", args=[ground.candidacy.public_id])).content.decode()
    assert ground.candidate.get_full_name() not in stored


def test_a_sheet_is_compared_with_the_key_once(ground):
    case = ground.programme.vignettes.create(code="W1", texts={"en": "Mira"})
    for number, key in enumerate(("seen", "told", "not_known")):
        case.signs.create(code=str(number), dimension="money", texts={"en": "Sign"}, key=key, position=number)
    given = {"candidacy": ground.candidacy, "vignette": case, "actor": ground.candidate, "why": {}}
    with pytest.raises(RuleRefused, match="sheet_not_full"):
        send_sheet(**given, answers={"0": "seen"})
    sheet = send_sheet(**given, answers={"0": "seen", "1": "told", "2": "seen"})
    assert sheet.agreement_percent == 66
    assert send_sheet(**given, answers={"0": "seen", "1": "told", "2": "not_known"}) == sheet
    with pytest.raises(RuleRefused, match="not_own"):
        send_sheet(**given | {"actor": ground.trainer}, answers={})


def test_hours_count_for_those_of_the_group_who_were_there(ground):
    held = Held(title="Law", held_on=timezone.localdate(), hours=Decimal(4), kind="law")
    workshop = enter_workshop(cohort=ground.group, held=held, actor=ground.trainer)
    assert enter_workshop(cohort=ground.group, held=held, actor=ground.trainer) == workshop
    for _time in range(2):
        assert note_attendance(workshop=workshop, present={ground.candidate.pk}, actor=ground.trainer) == 1
    assert workshop.attendances.count() == 1
    with pytest.raises(RuleRefused, match="not_enrolled"):
        note_attendance(workshop=workshop, present={StaffFactory().pk}, actor=ground.trainer)
    with pytest.raises(RuleRefused, match="not_trainer"):
        enter_workshop(cohort=ground.group, held=held, actor=ground.candidate)


def test_a_trainer_gives_a_colleague_a_place_and_opens_the_dossier(ground, phone, member):
    person = member(Role.CANDIDATE, institution=ground.group.institution).user
    page, group = reverse("training_group", args=[ground.group.public_id]), ground.group.public_id
    assert person.get_full_name() in phone.get(page).content.decode()
    phone.post(reverse("group_candidate_add", args=[group]), {"person": person.public_id})
    place = place_candidate(cohort=ground.group, person=person, actor=ground.trainer)
    assert ground.group.enrolments.filter(learner=person).count() == 1
    sent = {"place": place.public_id, "programme": ground.programme.public_id}
    for _twice in range(2):
        phone.post(reverse("dossier_open", args=[group]), sent)
    assert person.candidacies.count() == 1
    with pytest.raises(RuleRefused, match="not_candidate"):
        place_candidate(cohort=ground.group, person=StaffFactory(), actor=ground.trainer)


def test_the_log_and_ones_own_levels_stand_apart_from_ratings(ground):
    given = {"candidacy": ground.candidacy, "actor": ground.candidate}
    entry = write_entry(**given, text="I asked too fast.")
    assert write_entry(**given, text="I asked too fast. ") == entry
    with pytest.raises(RuleRefused, match="own_work"):
        supervise_entry(entry=entry, actor=ground.candidate)
    at = supervise_entry(entry=entry, actor=ground.trainer).supervised_at
    assert supervise_entry(entry=entry, actor=ground.other).supervised_at == at
    for level in (3, 2):
        assess_oneself(**given, levels={"C1": level})
    assert [one.level for one in ground.candidacy.self_assessments.all()] == [2]
    assert not ground.candidacy.level_ratings.exists()
    with pytest.raises(RuleRefused, match="wrong_competency"):
        assess_oneself(**given, levels={"C9": 1})


def test_the_area_is_not_there_for_anybody_else(ground, member, teacher, student, sign_in):
    far = member(Role.TRAINER, institution=ground.group.institution).user
    dossier, group = [ground.candidacy.public_id], [ground.group.public_id]
    own = [("candidate_path", dossier), ("candidate_evidence", dossier), ("candidate_home", [])]
    trained = [("training_group", group), ("portfolio", dossier), ("portfolio_stored", dossier), ("workshops", group)]
    doors = {far: (own, trained), teacher: (own, [*trained, ("training_groups", [])]), student: (own, trained)}
    doors |= {ground.candidate: (trained,), ground.trainer: (own,), ground.certifier: (own, trained)}
    for person, lists in doors.items():
        browser = sign_in(Client(), person)
        answers = {(name, browser.get(reverse(name, args=args)).status_code) for rows in lists for name, args in rows}
        assert {status for _name, status in answers} == {404}, (person, answers)
    assert sign_in(Client(), far).get(reverse("training_groups")).status_code == 200


def test_the_table_costs_the_same_for_one_and_for_three(ground, phone):
    page = reverse("training_group", args=[ground.group.public_id])

    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert phone.get(page).status_code == 200
        return len(captured)

    counted()
    one = counted()
    for seat in (2, 3):
        person = StaffFactory(display_name=f"Person {seat}")
        EnrolmentFactory(cohort=ground.group, learner=person, seat_number=seat)
        open_candidacy(programme=ground.programme, person=person, cohort=ground.group, actor=ground.trainer)
    ground.sign(ground.rules[0], ground.trainer)
    assert counted() == one
    [grid] = grids_of(ground.group, ground.trainer)
    states = {row.candidacy.person_id: [str(cell.state) for cell in row.cells] for row in grid.rows}
    assert states.pop(ground.candidate.pk) == ["signed"]
    assert list(states.values()) == [["none"], ["none"]]
