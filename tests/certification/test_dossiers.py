"""Filling a dossier: what works, who is refused, and that doing it twice changes nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from certification.models import Candidacy, Evidence, LevelRating, Observation, SignOff
from certification.services.evidence import add_evidence, withdraw_evidence
from certification.services.observing import acknowledge_observation, save_observation, settle_conflict
from certification.services.opening import (
    attest_background,
    declare_relation,
    open_candidacy,
    sign_conduct,
    withdraw,
)
from certification.services.refusals import RuleRefused
from certification.services.signing import rate_level, sign_off
from certification.services.submitting import resume_candidacy, submit_candidacy
from tests.factories import LearnerFactory, StaffFactory


def refused(code, call, **arguments):
    """Say that a service refuses, and why."""
    with pytest.raises(RuleRefused) as refusal:
        call(**arguments)
    assert (refusal.value.code, bool(refusal.value.message)) == (code, True)


def test_a_dossier_is_opened_once_and_names_the_own_trainer(ground):
    asked = {"programme": ground.programme, "person": ground.candidate, "cohort": ground.group}
    assert open_candidacy(**asked, actor=ground.candidate) == ground.candidacy
    assert Candidacy.objects.count() == 1
    assert [(one.member, one.kind) for one in ground.candidacy.relations.all()] == [(ground.trainer, "own_trainer")]
    refused("not_enrolled", open_candidacy, **asked | {"person": StaffFactory()}, actor=ground.trainer)
    refused("not_staff", open_candidacy, **asked | {"person": LearnerFactory()}, actor=ground.trainer)
    refused("not_trainer", open_candidacy, **asked, actor=ground.certifier)
    ground.programme.is_active = False
    ground.programme.save()
    refused("not_active", open_candidacy, **asked, actor=ground.trainer)


def test_conduct_and_check_are_noted_once_and_by_the_right_person(ground):
    today = timezone.localdate()
    for _twice in range(2):
        sign_conduct(candidacy=ground.candidacy, actor=ground.candidate)
        attest_background(candidacy=ground.candidacy, checked_on=today, actor=ground.trainer)
    noted = AuditEntry.objects.filter(scope_id=ground.candidacy.public_id).values_list("action", flat=True)
    actions = ["attest_background", "open", "sign_conduct"]
    assert sorted(noted) == [f"certification.{one}" for one in actions]
    refused("not_own", sign_conduct, candidacy=ground.candidacy, actor=ground.trainer)
    asked = {"candidacy": ground.candidacy, "checked_on": today}
    refused("own_work", attest_background, **asked, actor=ground.candidate)
    refused("not_trainer", attest_background, **asked, actor=ground.certifier)
    refused("in_future", attest_background, **asked | {"checked_on": today + timedelta(days=1)}, actor=ground.trainer)


def test_evidence_is_kept_once_and_taken_back_until_something_rests_on_it(ground):
    key, rule = uuid4(), ground.rules[0]
    asked = {"candidacy": ground.candidacy, "rule": rule, "text": "What I did.", "upload_key": key}
    first = add_evidence(**asked, actor=ground.candidate)
    assert add_evidence(**asked, actor=ground.candidate) == first
    refused("not_own", add_evidence, **asked, actor=ground.trainer)
    refused("empty", add_evidence, **asked | {"text": " "}, actor=ground.candidate)
    refused("not_own", withdraw_evidence, evidence=first, actor=ground.trainer)
    second = add_evidence(**asked | {"upload_key": None}, actor=ground.candidate)
    for _twice in range(2):
        assert withdraw_evidence(evidence=second, actor=ground.candidate).withdrawn_at
    signing = {"candidacy": ground.candidacy, "rule": rule, "rating": 2, "actor": ground.trainer}
    refused("no_evidence", sign_off, **signing)
    refused("no_evidence", sign_off, **signing, evidence=second)
    sign_off(**signing, evidence=first)
    refused("signed_already", withdraw_evidence, evidence=first, actor=ground.candidate)
    assert Evidence.objects.standing().count() == 1


def test_a_photo_is_written_anew_and_goes_with_its_row(ground, tmp_path, settings, django_capture_on_commit_callbacks):
    from io import BytesIO

    from django.core.files.storage import default_storage
    from PIL import Image

    picture = BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    row = add_evidence(
        candidacy=ground.candidacy, rule=ground.rules[0], data=picture.getvalue(), actor=ground.candidate
    )
    assert (row.kind, default_storage.exists(row.stored_as)) == ("jpg", True)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_evidence(evidence=row, actor=ground.candidate)
    assert not default_storage.exists(row.stored_as)


@pytest.mark.parametrize("kind", ["line_manager", "family"])
def test_who_is_too_near_judges_nothing(ground, kind):
    observation = ground.observe(ground.rules[0], ground.other)
    for _twice in range(2):
        declare_relation(candidacy=ground.candidacy, member=ground.other, kind=kind, actor=ground.other)
    assert ground.candidacy.relations.filter(kind=kind).count() == 1
    asked = {"candidacy": ground.candidacy, "rule": ground.rules[0], "actor": ground.other}
    refused("too_near", sign_off, **asked, rating=2, observation=observation)
    refused("too_near", save_observation, **asked, seen=ground.seen(ground.rules[0]))
    refused("not_trainer", declare_relation, candidacy=ground.candidacy, member=ground.other, kind=kind,
            actor=ground.certifier)  # fmt: skip


def test_nobody_judges_their_own_work_and_strangers_judge_nothing(ground):
    rule = ground.rules[0]
    own = {"candidacy": ground.candidacy, "rule": rule, "actor": ground.candidate}
    refused("own_work", save_observation, **own, seen=ground.seen(rule))
    refused("own_work", sign_off, **own, rating=3)
    refused("not_trainer", sign_off, **own | {"actor": ground.certifier}, rating=3)
    refused("own_work", rate_level, candidacy=ground.candidacy, competency=ground.competency, level=4,
            actor=ground.candidate)  # fmt: skip


def test_a_sign_off_and_a_level_are_appended_once(ground):
    observation = ground.observe(ground.rules[0], ground.trainer)
    signing = {"candidacy": ground.candidacy, "rule": ground.rules[0], "actor": ground.trainer}
    signing["observation"] = observation
    for rating in (1, 1, 2, 2):
        sign_off(**signing, rating=rating, second_assessor=ground.other)
    assert list(SignOff.objects.order_by("pk").values_list("rating", flat=True)) == [1, 2]
    refused("same_assessor", sign_off, **signing, rating=2, second_assessor=ground.trainer)
    refused("unknown_value", sign_off, **signing, rating=4)
    refused("wrong_rule", sign_off, **signing | {"rule": ground.rules[1]}, rating=2)
    rating = {"candidacy": ground.candidacy, "competency": ground.competency, "actor": ground.trainer}
    for level in (2, 2, 3):
        rate_level(**rating, level=level)
    assert LevelRating.objects.count() == 2
    refused("unknown_value", rate_level, **rating, level=5)


def test_a_level_needs_a_sign_off_that_shows_it(ground):
    asked = {"candidacy": ground.candidacy, "competency": ground.competency, "actor": ground.trainer}
    refused("no_evidence", rate_level, **asked, level=1)
    assert rate_level(**asked, level=0).level == 0


def test_a_checklist_merges_by_version_and_a_conflict_keeps_both(ground):
    rule = ground.rules[0]
    asked = {"candidacy": ground.candidacy, "rule": rule, "actor": ground.trainer}
    blank = ground.seen(rule, marks={})
    first = save_observation(**asked, seen=blank)
    assert save_observation(**asked, seen=blank).version == first.version == 1
    newer = ground.seen(rule, key=blank.key, base=1)
    assert save_observation(**asked, seen=newer).version == 2
    older = ground.seen(rule, key=blank.key, base=1, comment="Another phone")
    for _twice in range(2):
        copy = save_observation(**asked, seen=older)
    assert (copy.conflict_of, Observation.objects.count()) == (first, 2)
    kept = settle_conflict(copy=copy, keep_copy=True, actor=ground.trainer)
    first.refresh_from_db()
    assert (kept, kept.conflict_of, bool(first.settled_at)) == (copy, None, True)
    refused("not_own", save_observation, **asked | {"actor": ground.other}, seen=newer)
    refused("wrong_criterion", save_observation, **asked, seen=ground.seen(rule, marks={"z": "seen"}))
    rule.settings = ["form"]
    rule.save()
    refused("wrong_setting", save_observation, **asked, seen=ground.seen(rule))


def test_an_observation_is_finished_when_all_is_decided_then_stays_and_is_acknowledged_once(ground):
    rule = ground.rules[0]
    asked = {"candidacy": ground.candidacy, "rule": rule, "actor": ground.trainer}
    blank = save_observation(**asked, seen=ground.seen(rule, marks={}))
    from certification.services.observing import finish_observation

    refused("nothing_decided", finish_observation, observation=blank, actor=ground.trainer)
    refused("not_finished", acknowledge_observation, observation=blank, actor=ground.candidate)
    refused("not_finished", sign_off, **asked, rating=2, observation=blank)
    done = ground.observe(rule, ground.trainer)
    refused("not_own", acknowledge_observation, observation=done, actor=ground.trainer)
    for words in ("I saw it.", "Later."):
        row = acknowledge_observation(observation=done, actor=ground.candidate, words=words)
    assert row.acknowledgement == "I saw it."


def test_what_is_handed_in_is_complete_and_stays_as_it_is(ground):
    asked = {"candidacy": ground.candidacy, "actor": ground.candidate}
    refused("conduct_missing", submit_candidacy, **asked)
    sign_conduct(**asked)
    with pytest.raises(RuleRefused) as refusal:
        submit_candidacy(**asked)
    assert {one.kind for one in refusal.value.findings} == {
        "sign_off", "live", "level", "background", "other_assessor"
    }  # fmt: skip
    ground.fill()
    refused("not_own", submit_candidacy, candidacy=ground.candidacy, actor=ground.trainer)
    for _twice in range(2):
        assert submit_candidacy(**asked).state == "submitted"
    refused("not_draft", sign_off, candidacy=ground.candidacy, rule=ground.rules[0], rating=2, actor=ground.trainer)
    for _twice in range(2):
        assert withdraw(**asked).state == "withdrawn"
    for _twice in range(2):
        assert resume_candidacy(**asked).state == "draft"
