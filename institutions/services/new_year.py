"""A class in the next school year: a new class, and those of its students who stay."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from audit import services as audit
from institutions.exchange.pasted import NameProblem, name_key
from institutions.models import Cohort, CohortStaff, Enrolment
from institutions.services.cohorts import add_cohort_staff
from institutions.services.roster import NamesRefused, taken_names


@transaction.atomic
def carry_over(*, old: Cohort, new: Cohort, stays: Collection[str], actor: User) -> int:
    """Give the students of a class, by the public ids of their places there, a place in its next one; return how many.

    They keep account, name, drawing and number where it is free; answers stay with the class they were given in and are
    deleted with it. Who has a place in the new class already keeps it. Colleagues who teach the old class teach the new
    one too. Raises ``NamesRefused`` when two would be called the same. Audited with the count; twice is once.
    """
    if old.institution_id != new.institution_id or old.kind != new.kind:
        raise ValueError("a class goes on inside its institution and as the same kind")
    Cohort.objects.select_for_update().get(pk=new.pk)
    there = dict(Enrolment.objects.filter(cohort=new).values_list("learner_id", "seat_number"))
    places = Enrolment.objects.active().filter(cohort=old, public_id__in=stays, learner__is_active=True)
    coming = [place for place in places.select_related("learner") if place.learner_id not in there]
    _check_names(coming, new)
    seats = set(there.values())
    rows = []
    for place in coming:
        seat = place.seat_number if place.seat_number not in seats else max(seats) + 1
        seats.add(seat)
        rows.append(Enrolment(cohort=new, learner=place.learner, seat_number=seat))
    Enrolment.objects.bulk_create(rows)
    teaching = CohortStaff.objects.current().filter(cohort=old).select_related("member__user")
    for staff in teaching.exclude(member__in=CohortStaff.objects.current().filter(cohort=new).values("member")):
        add_cohort_staff(cohort=new, member=staff.member, actor=actor, role=staff.role)
    if rows:
        audit.record(
            action="roster.carry_over", actor=actor, scope_type="cohort", scope_id=new.public_id, count=len(rows),
            details={"from": old.public_id},
        )  # fmt: skip
    return len(rows)


def _check_names(coming: Collection[Enrolment], new: Cohort) -> None:
    used = {name_key(name) for name in taken_names(new)}
    names = [place.learner.display_name for place in coming]
    doubles = {at: NameProblem.DOUBLE for at, name in enumerate(names) if name and name_key(name) in used}
    if doubles:
        raise NamesRefused(doubles)
