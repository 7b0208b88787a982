"""Asking to talk, and what the lead does with it. Nothing here is written into any log: not who asked, not when."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from institutions.models import Institution
from safeguarding.enums import TalkStatus
from safeguarding.models import TalkPlace, TalkRequest
from safeguarding.permissions import Lead, leads_of, reachable_leads


def ask_to_talk(*, learner: User, institution: Institution) -> TalkRequest:
    """Send "a student asks to talk" to the lead of a school of theirs; a request that is open already is the answer.

    Refused where no lead is named.
    """
    if institution not in [lead.institution for lead in reachable_leads(learner)]:
        raise PermissionDenied
    waiting = TalkRequest.objects.open().filter(learner=learner).first()
    if waiting is not None:
        return waiting
    try:
        with transaction.atomic():
            return TalkRequest.objects.create(learner=learner, institution=institution)
    except IntegrityError:
        # Pressed twice at the same moment.
        return TalkRequest.objects.open().get(learner=learner)


def take_back(*, learner: User) -> None:
    """Let a request disappear as if it had never been sent. Repeating it changes nothing."""
    TalkRequest.objects.open().filter(learner=learner).delete()


@transaction.atomic
def acknowledge(*, request: TalkRequest, actor: User) -> None:
    """Say that the lead has seen it and will find the student. Repeating it changes nothing."""
    _require_lead(actor, request.institution_id)
    _move(request, TalkStatus.ACKNOWLEDGED, (TalkStatus.WAITING,))


@transaction.atomic
def close(*, request: TalkRequest, actor: User) -> None:
    """Close a request; 30 days later it is deleted. Repeating it changes nothing."""
    _require_lead(actor, request.institution_id)
    _move(request, TalkStatus.CLOSED, (TalkStatus.WAITING, TalkStatus.ACKNOWLEDGED))


@transaction.atomic
def set_talk_place(*, institution: Institution, actor: User, room: str, hours: str) -> TalkPlace:
    """Say where students find the lead; from then on they may ask."""
    lead = _require_lead(actor, institution.pk)
    place, _is_new = TalkPlace.objects.update_or_create(member=lead.member, defaults={"room": room, "hours": hours})
    return place


def delete_expired(*, now: datetime) -> int:
    """Delete requests closed more than 30 days ago and return how many."""
    return TalkRequest.objects.expired(now).delete()[0]


def _require_lead(actor: User, institution_id: int) -> Lead:
    lead = leads_of([institution_id]).get(institution_id)
    if lead is None or lead.member.user_id != actor.pk:
        raise PermissionDenied
    return lead


def _move(request: TalkRequest, status: TalkStatus, before: tuple[TalkStatus, ...]) -> None:
    now = timezone.now()
    TalkRequest.objects.filter(pk=request.pk, status__in=before).update(status=status, changed_at=now)
