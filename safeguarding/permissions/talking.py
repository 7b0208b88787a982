"""Whose lead somebody is, which request they may see, and whom a student may ask."""

from django.http import Http404

from accounts.models import User
from institutions.enums import Role
from institutions.models import Membership
from safeguarding.models import TalkRequest
from safeguarding.permissions.leads import Lead, leads_of, reachable_leads


def access_held_institutions(user: User) -> list[Lead]:
    """Return the schools at which somebody is lead or deputy; 404 for everybody else."""
    own = Membership.objects.current().filter(user=user, role=Role.SAFEGUARDING_LEAD, institution__isnull=False)
    held = list(leads_of(own.values_list("institution_id", flat=True)).values())
    if not held:
        raise Http404
    return held


def access_led_institutions(user: User) -> list[Lead]:
    """Return the schools whose child protection lead this is; 404 for everybody else, deputies among them."""
    led = [lead for lead in access_held_institutions(user) if lead.member.user_id == user.pk]
    if not led:
        raise Http404
    return led


def access_led_institution(user: User, public_id: str) -> Lead:
    """Return one institution whose lead this is; 404 for everybody else."""
    for lead in access_led_institutions(user):
        if lead.institution.public_id == public_id:
            return lead
    raise Http404


def access_talk_request(user: User, public_id: str) -> TalkRequest:
    """Return a request that was sent to this lead; 404 for everybody else."""
    led = [lead.institution for lead in access_led_institutions(user)]
    found = TalkRequest.objects.filter(public_id=public_id, institution__in=led).first()
    if found is None:
        raise Http404
    return found


def access_reachable_lead(learner: User, institution_id: str) -> Lead:
    """Return the lead whom this student may ask at one school; 404 where nobody is named."""
    for lead in reachable_leads(learner):
        if lead.institution.public_id == institution_id:
            return lead
    raise Http404
