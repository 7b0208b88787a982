"""Requests for a conversation as the lead sees them, and the sign on Today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from accounts.models import User
from institutions.enums import Role
from institutions.models import Enrolment, Membership
from safeguarding.exchange.school_days import one_school_day_after
from safeguarding.models import TalkRequest
from safeguarding.permissions import leads_of


@dataclass(frozen=True, slots=True)
class AskedTalk:
    """A request with the class lists in which the lead finds the student."""

    request: TalkRequest
    labels: tuple[str, ...]
    is_late: bool


class TalkSign(StrEnum):
    """What Today says to who has the role at a school: a request for the lead, one that waits too long, nothing."""

    FOR_LEAD = "lead"
    FOR_DEPUTY = "deputy"
    QUIET = "quiet"


def open_talk(learner: User) -> TalkRequest | None:
    """Return the student's own request that is not closed yet."""
    return TalkRequest.objects.open().filter(learner=learner).select_related("institution").first()


def has_waited_long(asked_at: datetime, now: datetime) -> bool:
    """Whether a school day has gone by."""
    return one_school_day_after(timezone.localtime(asked_at)) <= now


def asked_talks(institution_ids: Sequence[int]) -> list[AskedTalk]:
    """Return the requests sent to the lead of these institutions, oldest first. Two queries."""
    rows = list(
        TalkRequest.objects.filter(institution__in=institution_ids)
        .select_related("learner", "institution")
        .order_by("asked_at", "pk")
    )
    labels: dict[tuple[int, int], list[str]] = {}
    places = Enrolment.objects.active().filter(
        learner__in=[row.learner_id for row in rows], cohort__institution__in=institution_ids
    )
    for place in places.select_related("cohort", "learner").order_by("pk"):
        key = (place.learner_id, place.cohort.institution_id)
        labels.setdefault(key, []).append(f"{place.label}, {place.cohort.name}")
    now = timezone.now()
    return [
        AskedTalk(
            row,
            tuple(labels.get((row.learner_id, row.institution_id), [row.learner.get_full_name()])),
            has_waited_long(row.asked_at, now),
        )
        for row in rows
    ]


def talk_sign(user: User) -> TalkSign | None:
    """Return what Today tells about requests, never whose they are; None for all others. One query for most people."""
    own = Membership.objects.current().filter(user=user, role=Role.SAFEGUARDING_LEAD, institution__isnull=False)
    institutions = list(own.values_list("institution_id", flat=True))
    if not institutions:
        return None
    waiting = list(TalkRequest.objects.waiting().filter(institution__in=institutions))
    leads = leads_of({row.institution_id for row in waiting})
    now = timezone.now()
    sign = TalkSign.QUIET
    for row in waiting:
        lead = leads.get(row.institution_id)
        if lead is not None and lead.member.user_id == user.pk:
            return TalkSign.FOR_LEAD
        if lead is not None and has_waited_long(row.asked_at, now):
            sign = TalkSign.FOR_DEPUTY
    return sign
