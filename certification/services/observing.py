"""Observations: saved from phones as often as they like, merged without loss, then finished and acknowledged."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification.enums import MarkState, Setting
from certification.models import Candidacy, Observation, ObservationMark, SignOffRule
from certification.services.assessors import require_assessor
from certification.services.locking import locked, require_draft
from certification.services.opening import record
from certification.services.refusals import require


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A checklist as the phone holds it: marks and remarks by the code of the criterion; what is not there is blank.

    ``base`` is the version the phone began from, 0 for one that the server has never taken.
    """

    key: UUID
    base: int
    setting: str
    observed_on: date
    place: str = ""
    comment: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def save_observation(*, candidacy: Candidacy, rule: SignOffRule, seen: Seen, actor: User) -> Observation:
    """Keep a checklist. The same content again changes nothing; content from an older version is kept beside it.

    The copy names what it conflicts with, and the same copy sent twice is one row. Audited when it is new.
    """
    candidacy = locked(candidacy)
    require_draft(candidacy)
    require_assessor(actor, candidacy)
    require(rule.programme_id == candidacy.programme_id, "wrong_rule")
    require(rule.allows(seen.setting) and seen.setting in Setting.values, "wrong_setting")
    require(seen.observed_on <= timezone.localdate(), "in_future")
    require(set(seen.marks) <= set(rule.criteria.values_list("code", flat=True)), "wrong_criterion")
    require(set(seen.marks.values()) <= set(MarkState.values), "unknown_value")
    known = Observation.objects.filter(uuid=seen.key).first()
    if known is None:
        return _write(Observation(uuid=seen.key, version=0, candidacy=candidacy, rule=rule, assessor=actor), seen)
    require(known.candidacy_id == candidacy.pk and known.rule_id == rule.pk, "wrong_rule")
    require(known.assessor_id == actor.pk, "not_own")
    if _is_same(known, seen):
        return known
    if known.finished_at is None and seen.base >= known.version:
        return _write(known, seen)
    return _beside(known, seen)


def _beside(known: Observation, seen: Seen) -> Observation:
    """Keep both: the copy's number follows from its content, so that sending it again finds it."""
    key = uuid.uuid5(known.uuid, repr(_content(seen)))
    copy = Observation.objects.filter(uuid=key).first()
    if copy is not None:
        return copy
    own = {"candidacy": known.candidacy, "rule": known.rule, "assessor": known.assessor}
    return _write(Observation(uuid=key, version=0, conflict_of=known, **own), seen)


def _write(row: Observation, seen: Seen) -> Observation:
    is_new = row.pk is None
    row.setting, row.observed_on = seen.setting, seen.observed_on
    row.place, row.comment = seen.place.strip()[:80], seen.comment.strip()[:1000]
    row.version += 1
    row.saved_at = timezone.now()
    row.save()
    row.marks.all().delete()
    criteria = {one.code: one for one in row.rule.criteria.all()}
    ObservationMark.objects.bulk_create(
        ObservationMark(
            observation=row,
            criterion=criteria[code],
            state=state,
            remark=seen.remarks.get(code, "").strip()[:300],
        )
        for code, state in sorted(seen.marks.items())
    )
    if is_new:
        record("certification.observe", row.assessor, row.candidacy, rule=row.rule.code)
    return row


type _Content = tuple[object, ...]


def _content(seen: Seen) -> _Content:
    marks = sorted((code, state, seen.remarks.get(code, "").strip()[:300]) for code, state in seen.marks.items())
    return (
        str(seen.setting), seen.observed_on.isoformat(), seen.place.strip()[:80], seen.comment.strip()[:1000], marks,
    )  # fmt: skip


def _is_same(row: Observation, seen: Seen) -> bool:
    marks = sorted((one.criterion.code, one.state, one.remark) for one in row.marks.select_related("criterion"))
    return _content(seen) == (row.setting, row.observed_on.isoformat(), row.place, row.comment, marks)


@transaction.atomic
def settle_conflict(*, copy: Observation, keep_copy: bool, actor: User) -> Observation:
    """Choose between a checklist and its copy, by whoever made both; the other one stays for the record. Audited."""
    candidacy = locked(copy.candidacy)
    copy = Observation.objects.select_related("conflict_of").get(pk=copy.pk)
    require_draft(candidacy)
    require(copy.assessor_id == actor.pk and copy.conflict_of is not None, "not_own")
    assert copy.conflict_of is not None  # noqa: S101  required above
    loser = copy.conflict_of if keep_copy else copy
    kept = copy if keep_copy else copy.conflict_of
    require(not loser.sign_offs.exists(), "signed_already")
    if loser.settled_at is None:
        loser.settled_at = timezone.now()
        loser.save(update_fields=["settled_at"])
        if keep_copy:
            copy.conflict_of = None
            copy.save(update_fields=["conflict_of"])
        record("certification.settle_conflict", actor, candidacy)
    return kept


@transaction.atomic
def finish_observation(*, observation: Observation, actor: User) -> Observation:
    """Close a checklist on which every criterion is decided; a second time changes nothing. Audited."""
    candidacy = locked(observation.candidacy)
    observation = Observation.objects.select_related("rule").get(pk=observation.pk)
    require(observation.assessor_id == actor.pk, "not_own")
    if observation.finished_at is None:
        require_draft(candidacy)
        require_assessor(actor, candidacy)
        require(observation.settled_at is None, "not_open")
        current = set(observation.rule.criteria.filter(is_current=True).values_list("pk", flat=True))
        decided = set(observation.marks.values_list("criterion_id", flat=True))
        require(current <= decided and decided, "nothing_decided")
        observation.finished_at = timezone.now()
        observation.save(update_fields=["finished_at"])
        record("certification.finish_observation", actor, candidacy, rule=observation.rule.code)
    return observation


@transaction.atomic
def acknowledge_observation(*, observation: Observation, actor: User, words: str = "") -> Observation:
    """Note that the candidate has read a finished observation, with words of their own. Audited.

    It says "I have read this", not "I agree"; a second time changes nothing.
    """
    candidacy = locked(observation.candidacy)
    observation = Observation.objects.select_related("rule").get(pk=observation.pk)
    require(actor.pk == candidacy.person_id, "not_own")
    require(observation.finished_at is not None, "not_finished")
    if observation.acknowledged_at is None:
        observation.acknowledged_at = timezone.now()
        observation.acknowledgement = words.strip()[:1000]
        observation.save(update_fields=["acknowledged_at", "acknowledgement"])
        record("certification.acknowledge_observation", actor, candidacy, rule=observation.rule.code)
    return observation
