"""Who is the child protection lead of an institution, and whom a student can ask."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from institutions.enums import Role
from institutions.models import Cohort, Enrolment, Institution, Membership
from safeguarding.models import TalkPlace


@dataclass(frozen=True, slots=True)
class Lead:
    """The lead of one institution, the deputies, and where the lead is found, once they have said so."""

    institution: Institution
    member: Membership
    deputies: tuple[int, ...]
    place: TalkPlace | None

    @property
    def name(self) -> str:
        """Return what students and colleagues call the lead."""
        return self.member.user.get_full_name()


def leads_of(institution_ids: Iterable[int]) -> dict[int, Lead]:
    """Return the lead of each institution that has one: who has held the role there longest; the others are deputies.

    A wider role leads nowhere: a student has to know the person. Two queries.
    """
    found = (
        Membership.objects.current()
        .filter(role=Role.SAFEGUARDING_LEAD, institution__in=institution_ids, institution__closed_on=None)
        .select_related("user", "institution")
        .order_by("starts_on", "pk")
    )
    holders: dict[int, list[Membership]] = {}
    for member in found:
        if member.institution_id is not None:
            holders.setdefault(member.institution_id, []).append(member)
    firsts = [first for first, *_others in holders.values()]
    places = {place.member_id: place for place in TalkPlace.objects.filter(member__in=firsts)}
    leads = {}
    for institution_id, (first, *others) in holders.items():
        if first.institution is not None:
            deputies = tuple(other.user_id for other in others)
            leads[institution_id] = Lead(first.institution, first, deputies, places.get(first.pk))
    return leads


def reachable_leads(learner: User) -> list[Lead]:
    """Return the leads a student can ask: of the schools of their running classes, and named with room and hours."""
    schools = Enrolment.objects.active().filter(learner=learner, cohort__in=Cohort.objects.running())
    leads = leads_of(schools.values_list("cohort__institution_id", flat=True))
    return [lead for lead in leads.values() if lead.place is not None]
